package io.gavel.gateway.number;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.NumberState;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What numbers there are and where each is: {@code GET /v1/admin/inventory}, {@code GET /v1/admin/inventory.csv}. On event loops. */
final class Listing {
    static final List<String> COLUMNS = List.of(
            "number",
            "state",
            "pool",
            "campaign",
            "source",
            "seller",
            "carrier",
            "monthly_fee",
            "per_minute",
            "since",
            "quarantined_until");

    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final Directory directory;
    private final InstantSource clock;

    Listing(Directory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** {@code ?state=&pool=&campaign=&carrier=&area_code=&limit=&after=}, newest first. */
    void list(Call call) {
        int limit = whole(call, "limit", USUAL, MOST);
        int after = whole(call, "after", Integer.MAX_VALUE, Integer.MAX_VALUE);
        String state = call.query("state");
        if (limit < 1 || after < 1) {
            call.problem(400, "malformed", "limit: 1 to " + MOST + "; after: what the part before gave as next");
            return;
        }
        if (state != null
                && Arrays.stream(NumberState.values())
                        .noneMatch(each -> each.word().equals(state))) {
            Answers.invalid(call, List.of(new FieldError("state", "is no state of a number")));
            return;
        }
        Snapshot market = directory.now();
        ObjectNode answer = Answers.JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        int id = Math.min(after, market.end(EntityKind.NUMBER)) - 1;
        for (; id > 0 && items.size() < limit; id--) {
            ObjectNode item = item(market, id);
            if (item != null && isWanted(call, item)) {
                items.add(item);
            }
        }
        if (id > 0) {
            answer.put("next", Integer.toString(id + 1));
        }
        Answers.json(call, 200, answer);
    }

    void csv(Call call) {
        call.with("content-disposition", "attachment; filename=\"numbers.csv\"")
                .bytes(200, "text/csv; charset=utf-8", Buffer.buffer(csv()));
    }

    /** All of it, as it can be imported again. */
    String csv() {
        Snapshot market = directory.now();
        StringBuilder out = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
        for (int id = 1; id < market.end(EntityKind.NUMBER); id++) {
            ObjectNode item = item(market, id);
            if (item != null) {
                for (String column : COLUMNS) {
                    out.append(column.equals("number") ? "" : ",")
                            .append(cell(item.path(column).asText("")));
                }
                out.append("\r\n");
            }
        }
        return out.toString();
    }

    /** One number as it is shown; null if there is none. */
    @Nullable
    ObjectNode item(Snapshot market, int id) {
        NumberInfo number = market.number(id);
        if (number == null || number.entity().deleted()) {
            return null;
        }
        Instant now = clock.instant();
        PoolInfo pool = market.poolOf(Long.parseLong(number.name().substring(1)));
        ObjectNode item = Answers.JSON.createObjectNode();
        item.put("number", number.name());
        item.put("state", NumberState.of(number, pool, now).word());
        put(item, "pool", pool == null ? null : pool.name());
        put(item, "campaign", market.name(EntityKind.CAMPAIGN, number.campaignId()));
        put(item, "source", number.source());
        put(item, "seller", market.name(EntityKind.SELLER, number.sellerId()));
        put(item, "carrier", market.name(EntityKind.CARRIER, number.carrierId()));
        money(item, "monthly_fee", number.monthlyFeeMicros());
        money(item, "per_minute", number.perMinuteMicros());
        put(item, "since", Objects.toString(number.since(), null));
        put(item, "quarantined_until", Objects.toString(number.quarantinedUntil(), null));
        return item;
    }

    private static boolean isWanted(Call call, ObjectNode item) {
        String area = call.query("area_code");
        boolean wanted = area == null || item.path("number").asText().startsWith("+1" + area);
        for (String name : List.of("state", "pool", "campaign", "carrier")) {
            String value = call.query(name);
            wanted &= value == null || value.equals(item.path(name).asText());
        }
        return wanted;
    }

    /** RFC 4180; what a spreadsheet could take for a formula gets an apostrophe, but for numbers, which have only digits. */
    private static String cell(String text) {
        boolean digits = text.matches("\\+[0-9]+");
        String safe = !text.isEmpty() && !digits && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** What nobody said is left out: the carrier's rates hold. */
    private static void money(ObjectNode item, String name, long micros) {
        Answers.money(item, name, micros < 0 ? null : Money.text(micros));
    }

    private static void put(ObjectNode item, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            item.put(name, text);
        }
    }

    static int whole(Call call, String name, int absent, int most) {
        String text = call.query(name);
        if (text == null) {
            return absent;
        }
        return text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= most ? Integer.parseInt(text) : -1;
    }
}
