package io.gavel.gateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.FieldType;
import io.gavel.message.Ids;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A seller's campaigns: what they take, field by field, and how to send it. */
final class CampaignPages {
    private static final int LONGEST_KEY = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Console.Errand errand;
    private final Press press;

    /** {@code errand}: asks this exchange's own interface. */
    CampaignPages(Console.Errand errand, Press press) {
        this.errand = errand;
        this.press = press;
    }

    Page list(Visit visit) {
        List<List<Cell>> rows = new ArrayList<>();
        for (CampaignInfo campaign : visit.sight().campaigns()) {
            rows.add(List.of(
                    Cell.of(campaign.name()).to("/console/campaigns/" + campaign.name()),
                    Cell.state(campaign.enabled() ? "on" : "off"),
                    Cell.of(Words.of(campaign.product())),
                    new Cell(campaign.deadlineMillis() + " ms", null, "num", null, "" + campaign.deadlineMillis())));
        }
        Page.Headline headline = Page.Headline.of("You may sell in ")
                .figure(Words.count(rows.size()), "")
                .text(" campaigns. Each page says what to send, and how.");
        Block.Table table = new Block.Table(
                "Campaigns",
                List.of(
                        Block.Column.of("campaign"),
                        Block.Column.of("state"),
                        Block.Column.of("sells"),
                        Block.Column.minorNumber("answered within")),
                rows,
                "You may sell in no campaign yet. Ask the operator.");
        return Page.of("Campaigns", headline, table);
    }

    Page one(Visit visit) {
        return one(visit, visit.last(), List.of());
    }

    /** Sends a ping of the form, always a test, and shows what is answered. */
    Press.Sheet trial(Visit visit) throws Exception {
        String name = visit.lastButOne();
        if (visit.sight().campaign(name) == null) {
            throw new Guard.Missing("There is no campaign of this name.");
        }
        String key = visit.query().text("key");
        ObjectNode ping = ping(visit.query().text("fields"), name);
        boolean isKey = isKey(key);
        if (ping == null || !isKey) {
            String problem = isKey ? "The fields are no JSON object." : "Give an API key of yours.";
            Block note = new Block.Note("Nothing was sent", "warning", List.of(problem));
            return press.page(422, Frame.of(visit, "/console/campaigns"), one(visit, name, List.of(note)));
        }
        String answer = errand.post("/v1/pings", key, ping.toString());
        List<Block> blocks = new ArrayList<>(List.of(
                new Block.Code("Sent to /v1/pings, with your key", ping.toPrettyString()),
                new Block.Code("Answered", pretty(answer))));
        String pingId = accepted(answer);
        Vertical vertical = vertical(visit, name);
        if (!pingId.isEmpty() && vertical != null) {
            blocks.add(postForm(name, pingId, "{" + examples(vertical, true) + "}"));
        }
        return press.page(200, Frame.of(visit, "/console/campaigns"), one(visit, name, blocks));
    }

    /** Posts a lead for a ping that was a test, and shows what is answered; what was pinged for real is not posted here. */
    Press.Sheet post(Visit visit) throws Exception {
        String name = visit.lastButOne();
        if (visit.sight().campaign(name) == null) {
            throw new Guard.Missing("There is no campaign of this name.");
        }
        String key = visit.query().text("key");
        String pingId = visit.query().text("ping_id");
        String fields = visit.query().text("fields");
        ObjectNode read = object(fields);
        PingRecord ping = visit.sight().ping(Ids.parse(pingId));
        String problem = ping == null
                ? "This ping is not in the books yet, or not yours. Wait a moment and send it again."
                : !ping.test()
                        ? "This ping was no test: only tests are posted here."
                        : read == null
                                ? "The fields are no JSON object."
                                : isKey(key) ? "" : "Give an API key of yours.";
        if (!problem.isEmpty() || read == null) {
            Block note = new Block.Note("Nothing was sent", "warning", List.of(problem));
            Page page = one(visit, name, List.of(note, postForm(name, pingId, fields)));
            return press.page(422, Frame.of(visit, "/console/campaigns"), page);
        }
        ObjectNode post = JSON.createObjectNode();
        post.put("ping_id", pingId);
        post.set("fields", read);
        String answer = errand.post("/v1/posts", key, post.toString());
        List<Block> blocks = List.of(
                new Block.Code("Sent to /v1/posts, with your key", post.toPrettyString()),
                new Block.Code("Answered", pretty(answer)),
                new Block.Note(
                        "What it means",
                        "note",
                        List.of(
                                "A test is answered unsold, with the reason test: nothing was sold, nobody was sent the lead."
                                        + " Without \"test\":true in the ping it would have been sold at the price above.")));
        return press.page(200, Frame.of(visit, "/console/campaigns"), one(visit, name, blocks));
    }

    private static Block postForm(String campaign, String pingId, String fields) {
        return new Block.Form(
                "Now post the lead",
                "/console/campaigns/" + campaign + "/post",
                "Send a test post",
                List.of(
                        Block.Input.area("fields", "all fields of the lead, as JSON", fields),
                        Block.Input.secret("key", "your API key; it is used now and not kept")),
                List.of(Block.Input.text("ping_id", "", pingId)));
    }

    /** The id of a ping that was accepted; empty: it was not. */
    private static String accepted(String answer) {
        try {
            JsonNode read = JSON.readTree(answer);
            return read.path("status").asText().equals("accepted")
                    ? read.path("ping_id").asText()
                    : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static boolean isKey(String key) {
        return key.matches("[\\x21-\\x7e]{1," + LONGEST_KEY + "}");
    }

    private static @Nullable Vertical vertical(Visit visit, String name) {
        CampaignInfo campaign = visit.sight().campaign(name);
        return campaign == null ? null : visit.sight().market().vertical(campaign.verticalId());
    }

    /** The ping of some fields; null: they are no JSON object. */
    private static @Nullable ObjectNode ping(String fields, String campaign) {
        ObjectNode read = object(fields);
        if (read == null) {
            return null;
        }
        ObjectNode ping = JSON.createObjectNode();
        ping.put("campaign", campaign);
        ping.put("test", true);
        ping.set("fields", read);
        return ping;
    }

    private static @Nullable ObjectNode object(String text) {
        try {
            return JSON.readTree(text) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String pretty(String json) {
        try {
            return JSON.readTree(json).toPrettyString();
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    private static Page one(Visit visit, String name, List<Block> first) {
        Snapshot market = visit.sight().market();
        CampaignInfo campaign = visit.sight().campaign(name);
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        if (campaign == null || vertical == null) {
            throw new Guard.Missing("There is no campaign of this name.");
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Field field : vertical.fields()) {
            rows.add(List.of(
                    Cell.of(field.name()),
                    Cell.of(Words.of(field.type())),
                    Cell.of(field.requiredInPing() ? "ping and post" : field.requiredInPost() ? "post" : "–"),
                    Cell.of(field.personal() ? "post only, kept encrypted" : "ping and post"),
                    Cell.of(limits(field))));
        }
        Page.Headline headline = Page.Headline.of("Send a ping, get a price within ")
                .figure(campaign.deadlineMillis() + " ms", "")
                .text(", and post the lead within " + campaign.awardMillis() / 1_000 + " s.");
        Block.Table fields = new Block.Table(
                "Fields",
                List.of(
                        Block.Column.of("field"),
                        Block.Column.of("type"),
                        Block.Column.of("required in"),
                        Block.Column.minor("taken in"),
                        Block.Column.minor("values")),
                rows,
                "This campaign has no fields.");
        String ping = "{\"campaign\":\"" + campaign.name() + "\",\"test\":true,\"fields\":{" + examples(vertical, false)
                + "}}";
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(fields);
        String tried = visit.query().text("fields");
        blocks.add(new Block.Form(
                "Try it",
                "/console/campaigns/" + campaign.name() + "/try",
                "Send a test ping",
                List.of(
                        Block.Input.area(
                                "fields",
                                "fields of the ping, as JSON",
                                tried.isEmpty() ? "{" + examples(vertical, false) + "}" : tried),
                        Block.Input.secret("key", "your API key; it is used now and not kept")),
                List.of()));
        blocks.add(new Block.Note(
                "How to try it",
                "note",
                List.of(
                        "With \"test\":true a ping is decided as if it were real, and nothing moves; its post is answered"
                                + " unsold, with the reason test. Leave it out to sell.",
                        "Buyers who are asked for bids hear of tests only if they wish to: fixed prices always take part.",
                        "A ping has no personal data: it belongs in the post. The answer to a ping is 200 whether it was"
                                + " accepted or rejected; the reason says why.")));
        blocks.addAll(Snippets.of(ping, "{" + examples(vertical, true) + "}"));
        return Page.of("Campaign " + campaign.name(), headline, blocks);
    }

    private static String limits(Field field) {
        if (!field.values().isEmpty()) {
            return String.join(", ", field.values());
        }
        String least = field.min() == Long.MIN_VALUE ? "" : "at least " + number(field, field.min());
        String most = field.max() == Long.MAX_VALUE ? "" : "at most " + number(field, field.max());
        return (least + (least.isEmpty() || most.isEmpty() ? "" : ", ") + most);
    }

    private static String number(Field field, long coded) {
        return switch (field.type()) {
            case DECIMAL -> Words.plain(coded);
            case DATE -> java.time.LocalDate.ofEpochDay(coded).toString();
            default -> Long.toString(coded);
        };
    }

    static String examples(Vertical vertical, boolean withPersonal) {
        List<String> parts = new ArrayList<>();
        for (Field field : vertical.fields()) {
            if (withPersonal || !field.personal()) {
                parts.add("\"" + field.name() + "\":" + example(field));
            }
        }
        return String.join(",", parts);
    }

    private static String example(Field field) {
        FieldType type = field.type();
        return switch (type) {
            case BOOLEAN -> "true";
            case INTEGER -> Long.toString(within(field, 3));
            case DECIMAL -> Words.plain(within(field, 1_000_000_000));
            case DATE -> "\"2026-12-01\"";
            case ZIP -> "\"90210\"";
            case US_STATE -> "\"CA\"";
            case ENUM -> "\"" + (field.values().isEmpty() ? "" : field.values().get(0)) + "\"";
            case PHONE -> "\"+13105550100\"";
            case EMAIL -> "\"sam@example.com\"";
            case TEXT, NULL_VAL -> "\"Sam\"";
        };
    }

    private static long within(Field field, long wanted) {
        return Math.min(field.max(), Math.max(field.min(), wanted));
    }
}
