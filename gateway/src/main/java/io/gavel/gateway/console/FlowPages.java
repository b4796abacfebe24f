package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Section;
import io.gavel.message.EntityKind;
import io.gavel.view.CallQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Flows: what callers hear before the auction, as a picture, and an editor that shows dead ends on the step where they are. */
final class FlowPages {
    static final String HERE = "/console/flows";
    private static final int PATIENCE_SECONDS = 10;
    private static final int SAMPLE = 1_000;
    private static final long DAY_MICROS = 86_400_000_000L;

    private final Market market;
    private final Press press;

    FlowPages(Market market, Press press) {
        this.market = market;
        this.press = press;
    }

    Page list(Visit visit) {
        var snapshot = visit.sight().market();
        List<List<Cell>> rows = new ArrayList<>();
        for (int id = 1; id < snapshot.end(EntityKind.FLOW); id++) {
            Entity flow = snapshot.entity(EntityKind.FLOW, id);
            if (flow != null && !flow.deleted()) {
                FlowDraft draft = FlowDraft.read(flow.document());
                rows.add(List.of(
                        Cell.of(flow.name()).to(HERE + "/" + flow.name()),
                        Cell.number(draft.steps().size()),
                        Cell.of(String.join(", ", campaigns(visit, flow.name())))));
            }
        }
        Page.Headline headline = Page.Headline.of("")
                .figure(Words.count(rows.size()), "")
                .text(rows.size() == 1 ? " flow says" : " flows say")
                .text(" what callers hear before the auction.");
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Table(
                "Flows",
                List.of(Block.Column.of("flow"), Block.Column.number("steps"), Block.Column.of("campaigns")),
                rows,
                "There is no flow: callers go straight to the auction. Begin one below."));
        if (visit.who().role() == Role.OPERATOR) {
            blocks.add(new Block.Form(
                    "A new flow",
                    HERE + "/new",
                    "Begin",
                    List.of(Block.Input.text("flow", "its name", "")),
                    List.of()));
        }
        return Page.of("Flows", headline, blocks);
    }

    Press.Sheet begin(Visit visit) {
        String name = visit.query().text("flow");
        return Press.Sheet.move(name.matches(MarketForms.NAME) ? HERE + "/" + name + "?begin=yes" : HERE);
    }

    Page one(Visit visit) {
        Entity flow = visit.sight().market().entity(EntityKind.FLOW, visit.last());
        if (flow == null
                && (visit.who().role() != Role.OPERATOR
                        || visit.query().text("begin").isEmpty())) {
            throw new Guard.Missing("There is no flow of this name.");
        }
        return shown(visit, visit.last(), flow, FlowDraft.read(flow == null ? "" : flow.document()), List.of());
    }

    private static Page shown(Visit visit, String name, @Nullable Entity flow, FlowDraft draft, List<Block> first) {
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(new Block.Flow("What callers hear", FlowPicture.of(draft, Map.of())));
        if (visit.who().role() == Role.OPERATOR) {
            blocks.add(editor(name, flow == null ? "" : Precondition.tag(flow), draft));
        }
        List<String> campaigns = campaigns(visit, name);
        Page.Headline headline = Page.Headline.of(flow == null ? "This flow is new: " : "")
                .figure(Words.count(draft.steps().size()), "")
                .text((draft.steps().size() == 1 ? " step" : " steps") + ", begun at “" + draft.start() + "”, "
                        + (campaigns.isEmpty() ? "of no campaign yet." : "of " + String.join(", ", campaigns) + "."));
        if (flow != null) {
            headline.text(" ")
                    .figure("Call me through it", FlowTrialPages.at(name))
                    .text(".");
        }
        return Page.of("Flow " + name, headline, blocks);
    }

    private static List<String> campaigns(Visit visit, String flow) {
        return visit.sight().campaigns().stream()
                .filter(each -> uses(each, flow))
                .map(CampaignInfo::name)
                .toList();
    }

    /** Whether a campaign's callers hear it. */
    static boolean uses(CampaignInfo campaign, String flow) {
        CallTerms calls = campaign.calls();
        return calls != null && flow.equals(calls.flow());
    }

    private static Block editor(String name, String version, FlowDraft draft) {
        List<FlowDraft.Step> steps = new ArrayList<>(draft.steps());
        steps.add(FlowDraft.Step.NEW);
        return new Block.FlowEditor("Change it", HERE + "/" + name + "/preview", version, draft.start(), steps);
    }

    /** The picture as it would be, what is wrong on its step, and the difference; nothing is changed. */
    Press.Sheet preview(Visit visit) throws Exception {
        String name = visit.lastButOne();
        Entity flow = visit.sight().market().entity(EntityKind.FLOW, name);
        Problems typed = new Problems();
        String json = visit.query().text("json");
        Node before = flow == null ? Node.EMPTY_MAP : NodeReader.json(flow.document(), new Problems());
        Node wanted = json.isEmpty() ? FlowDraft.of(visit.query()).node(before, typed) : NodeReader.json(json, typed);
        FlowDraft draft = FlowDraft.of(wanted);
        Outcome outcome = market.rehearsePut(Section.FLOWS, name, wanted).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        List<Problem> problems = new ArrayList<>(typed.list());
        if (outcome.refusal() != null) {
            problems.addAll(outcome.refusal().problems());
        }
        String version = visit.query().text("version");
        List<Block> blocks = new ArrayList<>();
        List<String> changes = Differences.of(flow == null ? null : before, wanted);
        if (!problems.isEmpty()) {
            blocks.add(new Block.Note(
                    "Callers would be lost",
                    "warning",
                    problems.stream().map(Problem::toString).toList()));
        } else if (changes.isEmpty()) {
            blocks.add(new Block.Note("Nothing changed", "note", List.of("The flow is like that already.")));
        } else {
            blocks.add(new Block.Note("What would change", "warning", changes));
            blocks.add(new Block.Note("Whom it concerns", "note", List.of(effect(visit, name))));
            blocks.add(new Block.Form(
                    "",
                    HERE + "/" + name + "/apply",
                    "Apply",
                    List.of(),
                    List.of(
                            Block.Input.text("json", "", NodeWriter.json(wanted)),
                            Block.Input.text("version", "", version))));
        }
        if (problems.isEmpty()) {
            blocks.add(FlowTrialPages.draft(name, NodeWriter.json(wanted)));
        }
        blocks.add(new Block.Flow("As it would be", FlowPicture.of(draft, byStep(name, problems))));
        blocks.add(editor(name, version, draft));
        Page.Headline headline =
                Page.Headline.of("Nothing is changed yet. ").figure("Leave it as it is", HERE + "/" + name);
        return press.page(
                problems.isEmpty() ? 200 : 422,
                Frame.of(visit, HERE),
                Page.of("Change " + name + "?", headline, blocks));
    }

    private static Map<String, List<String>> byStep(String flow, List<Problem> problems) {
        Map<String, List<String>> byStep = new LinkedHashMap<>();
        for (Problem problem : problems) {
            String key = problem.key().replace("flows." + flow + ".", "");
            if (key.startsWith("steps.")) {
                String[] parts = key.substring("steps.".length()).split("\\.", 2);
                String where = parts.length == 2 ? parts[1] + " " : "";
                byStep.computeIfAbsent(parts[0], unknown -> new ArrayList<>()).add(where + problem.message());
            }
        }
        return byStep;
    }

    private static String effect(Visit visit, String flow) {
        List<String> campaigns = new ArrayList<>();
        long calls = 0;
        for (CampaignInfo campaign : visit.sight().campaigns()) {
            if (uses(campaign, flow)) {
                campaigns.add(campaign.name());
                calls += visit.sight()
                        .calls(new CallQuery(
                                0, campaign.id(), 0, visit.nowMicros() - DAY_MICROS, Long.MAX_VALUE, SAMPLE, 0))
                        .items()
                        .size();
            }
        }
        return campaigns.isEmpty()
                ? "No campaign uses this flow yet: nobody would hear it."
                : "In the last 24 h " + Words.count(calls) + (calls >= SAMPLE ? " calls and more" : " calls")
                        + " came to campaigns that use it: " + String.join(", ", campaigns) + ".";
    }

    /** Changes it, unless somebody else did meanwhile. */
    Press.Sheet apply(Visit visit) throws Exception {
        String name = visit.lastButOne();
        Entity before = visit.sight().market().entity(EntityKind.FLOW, name);
        String json = visit.query().text("json");
        Precondition asSeen = before == null
                ? new Precondition(null, "*")
                : new Precondition(visit.query().text("version"), null);
        Outcome outcome =
                market.put(Section.FLOWS, name, json, asSeen, visit.actor()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Visit after = visit.with(visit.sight().now());
        Entity now = after.sight().market().entity(EntityKind.FLOW, name);
        if (outcome.refusal() != null) {
            Page page = shown(
                    after,
                    name,
                    now,
                    FlowDraft.read(now == null ? "" : now.document()),
                    List.of(Differences.refusal(outcome)));
            return press.page(409, Frame.of(visit, HERE), page);
        }
        List<Block> first = new ArrayList<>();
        first.add(new Block.Note("Changed", "good", Differences.of(outcome)));
        if (before != null && now != null) {
            first.add(new Block.Form(
                    "",
                    HERE + "/" + name + "/preview",
                    "Undo",
                    List.of(),
                    List.of(
                            Block.Input.text("json", "", before.document()),
                            Block.Input.text("version", "", Precondition.tag(now)))));
        }
        Page page = shown(after, name, now, FlowDraft.read(now == null ? "" : now.document()), first);
        return press.page(200, Frame.of(visit, HERE), page);
    }
}
