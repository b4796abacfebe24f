package io.gavel.gateway.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A call as the exchange has it: {@code GET /v1/calls}.
 *
 * @param connected whether a buyer had it in the end
 * @param answers how many buyers answered and were joined: more than one if the first hung up at once
 * @param redeemed whether it was announced by a ping
 * @param method how the visit or source was found that it comes from
 * @param priceMicros what the buyer pays, 0 until it has ended
 * @param costMicros what the seller is paid, likewise
 */
record CallEntry(
        String callId,
        boolean ended,
        boolean connected,
        int answers,
        boolean redeemed,
        boolean billable,
        boolean recorded,
        String method,
        long priceMicros,
        long costMicros) {

    private static final int PAGE = 100;

    /** All calls since then, newest first. Blocks. */
    static List<CallEntry> since(Operator operator, Instant from) throws IOException {
        List<CallEntry> entries = new ArrayList<>();
        String page = "/v1/calls?from=" + from + "&limit=" + PAGE;
        String after = "";
        while (true) {
            JsonObject answer = operator.get(page + after);
            for (Object item : answer.getJsonArray("items")) {
                entries.add(of((JsonObject) item));
            }
            String next = answer.getString("next");
            if (next == null) {
                return entries;
            }
            after = "&after=" + next;
        }
    }

    private static CallEntry of(JsonObject call) {
        boolean ended = "ended".equals(call.getString("status"));
        return new CallEntry(
                call.getString("call_id"),
                ended,
                call.getString("answered_at") != null,
                answers(call.getJsonArray("attempts")),
                call.containsKey("ping_id"),
                call.getBoolean("billable", false),
                call.getString("recording") != null,
                call.getJsonObject("attribution").getString("method"),
                ended ? SellerBook.micros(call.getValue("price")) : 0,
                ended ? SellerBook.micros(call.getValue("cost")) : 0);
    }

    /** Whether a pool's number was called. */
    boolean ofPool() {
        return !method.equals("static") && !method.equals("ping");
    }

    private static int answers(JsonArray attempts) {
        return (int) attempts.stream()
                .filter(attempt -> "answered".equals(((JsonObject) attempt).getString("event")))
                .count();
    }
}
