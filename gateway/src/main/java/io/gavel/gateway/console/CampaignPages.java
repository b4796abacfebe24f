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
        boolean isKey = key.matches("[\\x21-\\x7e]{1," + LONGEST_KEY + "}");
        if (ping == null || !isKey) {
            String problem = isKey ? "The fields are no JSON object." : "Give an API key of yours.";
            Block note = new Block.Note("Nothing was sent", "warning", List.of(problem));
            return press.page(422, Frame.of(visit, "/console/campaigns"), one(visit, name, List.of(note)));
        }
        String answer = errand.post("/v1/pings", key, ping.toString());
        List<Block> blocks = List.of(
                new Block.Code("Sent to /v1/pings, with your key", ping.toPrettyString()),
                new Block.Code("Answered", pretty(answer)));
        return press.page(200, Frame.of(visit, "/console/campaigns"), one(visit, name, blocks));
    }

    /** The ping of some fields; null: they are no JSON object. */
    private static @Nullable ObjectNode ping(String fields, String campaign) {
        try {
            JsonNode read = JSON.readTree(fields);
            if (read == null || !read.isObject()) {
                return null;
            }
            ObjectNode ping = JSON.createObjectNode();
            ping.put("campaign", campaign);
            ping.put("test", true);
            ping.set("fields", read);
            return ping;
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
                        Block.Input.text(
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
