package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.FlowInfo;
import io.gavel.gateway.market.FlowWalk;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.EntityKind;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** “Call me through it”: a flow is played with a keypad in the browser, as it is kept or as somebody is about to change it. */
final class FlowTrialPages {
    private static final String KEYS = "k";
    private static final String JSON = "json";
    private static final String CAMPAIGN = "campaign";

    private static final String PROMPTS = "/console/prompts";

    private final Recorded recorded;
    private final Press press;

    FlowTrialPages(Recorded recorded, Press press) {
        this.recorded = recorded;
        this.press = press;
    }

    /** What callers hear. */
    Press.Sheet prompt(Visit visit) throws IOException {
        byte[] sound = recorded.prompt(visit.last());
        if (sound == null) {
            throw new Guard.Missing("There is no such prompt.");
        }
        return new Press.Sheet(200, "audio/wav", Buffer.buffer(sound), "");
    }

    /** Where a flow is tried. */
    static String at(String flow) {
        return FlowPages.HERE + "/" + flow + "/try";
    }

    /** The way there from a flow that is being changed. */
    static Block draft(String flow, String json) {
        return new Block.Form(
                "",
                at(flow),
                "Call me through it as it would be",
                List.of(),
                List.of(Block.Input.text(JSON, "", json)));
    }

    /** As it is kept. */
    Page kept(Visit visit) throws IOException {
        String name = visit.lastButOne();
        FlowInfo flow = visit.sight().market().flow(name);
        if (flow == null) {
            throw new Guard.Missing("There is no flow of this name.");
        }
        return page(visit, name, flow, "");
    }

    /** As it would be: the draft comes with every key. */
    Press.Sheet drafted(Visit visit) throws IOException {
        String name = visit.lastButOne();
        String json = visit.query().text(JSON);
        Node document = NodeReader.json(json, new Problems());
        if (!document.isMap() || document.get("steps") == null) {
            throw new Guard.Missing("There is no such draft.");
        }
        Page page = page(visit, name, visit.sight().market().flow(document), json);
        return press.page(200, Frame.of(visit, FlowPages.HERE), page);
    }

    private Page page(Visit visit, String name, FlowInfo flow, String json) throws IOException {
        Snapshot market = visit.sight().market();
        List<CampaignInfo> campaigns = visit.sight().campaigns().stream()
                .filter(each -> FlowPages.uses(each, name))
                .toList();
        String wanted = visit.query().text(CAMPAIGN);
        CampaignInfo campaign = campaigns.stream()
                .filter(each -> wanted.isEmpty() || each.name().equals(wanted))
                .findFirst()
                .orElse(null);
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        String keys = FlowTrial.keys(visit.query().text(KEYS));
        FlowTrial trial = FlowTrial.of(flow, vertical, keys);
        List<Block> blocks = new ArrayList<>();
        Call call = new Call(name, json, keys, campaign == null ? "" : campaign.name());
        blocks.addAll(sounds(trial));
        blocks.add(keypad(call, trial));
        blocks.add(timeline(trial));
        blocks.add(fields(trial, vertical, market));
        if (json.isEmpty()) {
            blocks.add(paths(call, FlowTrial.paths(flow, vertical)));
        }
        return Page.of("Call through " + name, headline(trial, campaign), blocks);
    }

    /** What is heard since the last key. */
    private List<Block> sounds(FlowTrial trial) throws IOException {
        List<Block> sounds = new ArrayList<>();
        for (int i = trial.stations().size() - 1; i >= 0; i--) {
            FlowTrial.Station station = trial.stations().get(i);
            String prompt = station.step().play();
            if (!station.done().isEmpty()) {
                break;
            } else if (prompt != null && recorded.prompt(prompt) != null) {
                sounds.add(
                        0,
                        new Block.Sound(
                                "Hear " + prompt,
                                PROMPTS + "/" + Guard.encoded(prompt).replace("+", "%20")));
            }
        }
        return sounds;
    }

    /** What is sent with every key. */
    private record Call(String flow, String json, String keys, String campaign) {
        String with(String other) {
            return at(flow) + "?" + KEYS + "=" + Guard.encoded(other)
                    + (campaign.isEmpty() ? "" : "&" + CAMPAIGN + "=" + Guard.encoded(campaign));
        }
    }

    private static Page.Headline headline(FlowTrial trial, @Nullable CampaignInfo campaign) {
        FlowInfo.Step step = trial.step();
        Page.Headline headline = Page.Headline.of("");
        if (step == null) {
            headline.text("The caller ")
                    .figure(trial.turn() == FlowWalk.Turn.AUCTION ? "goes to the auction" : "is let go", "");
        } else if (step.digits() == 0) {
            headline.text("Say whether it is ").figure("open or closed", "");
        } else {
            headline.text("Press ").figure(step.digits() == 1 ? "a key" : step.digits() + " keys", "");
        }
        return headline.text(
                campaign == null
                        ? ". No campaign uses this flow, so every answer is taken."
                        : ". Answers are kept as campaign " + campaign.name() + " keeps them.");
    }

    private static Block keypad(Call call, FlowTrial trial) {
        List<Block.Option> keys = new ArrayList<>();
        FlowInfo.Step step = trial.step();
        if (step != null && step.digits() == 0) {
            keys.add(new Block.Option(call.keys() + FlowTrial.OPEN, "It is open"));
            keys.add(new Block.Option(call.keys() + FlowTrial.CLOSED, "It is closed"));
        } else if (step != null) {
            for (char key : "123456789*0#".toCharArray()) {
                keys.add(new Block.Option(call.keys() + key, String.valueOf(key)));
            }
            keys.add(new Block.Option(
                    call.keys() + FlowTrial.NOTHING, "Press nothing for " + step.timeoutSeconds() + " s"));
        }
        List<Block.Input> hidden = new ArrayList<>();
        if (!call.campaign().isEmpty()) {
            hidden.add(Block.Input.text(CAMPAIGN, "", call.campaign()));
        }
        if (!call.json().isEmpty()) {
            hidden.add(Block.Input.text(JSON, "", call.json()));
        }
        if (!call.keys().isEmpty()) {
            keys.add(new Block.Option("", "Hang up and call again"));
        }
        return new Block.Keypad("The phone", at(call.flow()), call.json().isEmpty() ? "get" : "post", hidden, keys);
    }

    private static Block timeline(FlowTrial trial) {
        List<Block.Moment> moments = new ArrayList<>();
        for (FlowTrial.Station station : trial.stations()) {
            FlowInfo.Step step = station.step();
            String heard = step.play() == null ? "hears nothing" : "hears " + step.play();
            String asked = step.digits() == 0
                    ? ""
                    : ", is asked for " + step.digits() + (step.digits() == 1 ? " key" : " keys")
                            + (step.keepAs() == null ? "" : " as " + step.keepAs());
            moments.add(new Block.Moment(
                    station.name(),
                    station.again() ? "bad" : "plain",
                    Cell.of((station.again() ? "once more: " : "") + heard + asked),
                    done(station.done())));
        }
        if (trial.isOver()) {
            boolean isSold = trial.turn() == FlowWalk.Turn.AUCTION;
            moments.add(new Block.Moment(
                    "end",
                    isSold ? "good" : "bad",
                    Cell.of(isSold ? "the auction opens" : "the caller is let go"),
                    ""));
        }
        return new Block.Timeline("What the caller hears", moments);
    }

    /** What was done, in words: {@code presses 1, then nothing}. */
    private static String done(String keys) {
        if (keys.isEmpty()) {
            return "";
        } else if (keys.equals(String.valueOf(FlowTrial.OPEN))) {
            return "it is open";
        } else if (keys.equals(String.valueOf(FlowTrial.CLOSED))) {
            return "it is closed";
        }
        String pressed = keys.replace(String.valueOf(FlowTrial.NOTHING), "");
        boolean waits = keys.indexOf(FlowTrial.NOTHING) >= 0;
        return pressed.isEmpty() ? "presses nothing" : "presses " + pressed + (waits ? ", then nothing" : "");
    }

    private static Block fields(FlowTrial trial, @Nullable Vertical vertical, Snapshot market) {
        List<Block.Fact> facts = new ArrayList<>();
        for (Map.Entry<String, String> each : trial.kept().entrySet()) {
            facts.add(new Block.Fact(each.getKey(), Cell.of(each.getValue())));
        }
        if (facts.isEmpty()) {
            facts.add(new Block.Fact("so far", Cell.of("nothing")));
        }
        String of = vertical == null ? "" : " (" + market.name(EntityKind.VERTICAL, vertical.id()) + ")";
        return new Block.Facts("Fields that the auction gets" + of, facts);
    }

    private static Block paths(Call call, List<FlowTrial.Path> paths) {
        List<List<Cell>> rows = new ArrayList<>();
        for (FlowTrial.Path path : paths) {
            FlowTrial trial = path.trial();
            List<String> said = new ArrayList<>();
            List<String> steps = new ArrayList<>();
            for (FlowTrial.Station station : trial.stations()) {
                if (!station.done().isEmpty()) {
                    said.add(done(station.done()).replace("presses ", "").replace("it is ", ""));
                }
                if (!station.again()) {
                    steps.add(station.name());
                }
            }
            List<String> kept = new ArrayList<>();
            trial.kept().forEach((name, value) -> kept.add(name + "=" + value));
            rows.add(List.of(
                    Cell.of(said.isEmpty() ? "(straight on)" : String.join(", ", said))
                            .to(call.with(path.keys())),
                    Cell.of(String.join(" → ", steps)),
                    Cell.state(end(trial)),
                    Cell.of(String.join(", ", kept))));
        }
        return new Block.Table(
                "Every way through it",
                List.of(
                        Block.Column.of("pressed"),
                        Block.Column.minor("steps"),
                        Block.Column.of("ends"),
                        Block.Column.of("fields")),
                rows,
                "There is no way through it.");
    }

    private static String end(FlowTrial trial) {
        return switch (trial.turn()) {
            case AUCTION -> "auction";
            case OVER -> "let_go";
            default -> trial.again() ? "goes_round" : "asked_again";
        };
    }
}
