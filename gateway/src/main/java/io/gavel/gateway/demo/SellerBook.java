package io.gavel.gateway.demo;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What sellers keep of what they were answered. Any thread. */
final class SellerBook {

    private static final int REMEMBERED = 200_000;
    private static final int MICRO_DIGITS = 6;

    private final Recorder pingNanos = new Recorder(3);
    private final Map<String, Long> soldMicros = new LinkedHashMap<>();
    private final Map<String, String> pendingKeys = new LinkedHashMap<>();
    private final Map<String, Long> reasons = new HashMap<>();
    private long pings;
    private long accepted;
    private long posts;
    private long sold;
    private long paidMicros;
    private long failedPings;
    private long failedPosts;
    private String lastFailure = "";
    private long heldBack;

    /** The answer to a ping. */
    synchronized void pinged(JsonObject answer, long nanos) {
        pingNanos.recordValue(nanos);
        pings++;
        if ("accepted".equals(answer.getString("status"))) {
            accepted++;
        } else {
            reasons.merge(answer.getString("reason", "none given"), 1L, Long::sum);
        }
    }

    /** The first answer to a post or a direct lead. */
    synchronized void posted(JsonObject answer, String sellerKey) {
        posts++;
        settled(answer, sellerKey);
    }

    /** An answer about a lead: the first, or a later one if that was pending. */
    synchronized void settled(JsonObject answer, String sellerKey) {
        String leadId = answer.getString("lead_id");
        switch (answer.getString("status")) {
            case "sold" -> {
                pendingKeys.remove(leadId);
                sold(leadId, micros(answer.getValue("price")));
            }
            case "pending" -> pendingKeys.put(leadId, sellerKey);
            default -> {
                pendingKeys.remove(leadId);
                reasons.merge(answer.getString("reason", "none given"), 1L, Long::sum);
            }
        }
    }

    synchronized void pingFailed(Throwable why) {
        failedPings++;
        lastFailure = why.toString();
    }

    synchronized void postFailed(Throwable why) {
        failedPosts++;
        lastFailure = why.toString();
    }

    synchronized void heldBack() {
        heldBack++;
    }

    /** The leads without an outcome, and the keys of who posted them. */
    synchronized List<Map.Entry<String, String>> pending() {
        return List.copyOf(pendingKeys.entrySet());
    }

    /** What was paid for each sold lead, the latest {@value #REMEMBERED}. */
    synchronized Map<String, Long> sold() {
        return new LinkedHashMap<>(soldMicros);
    }

    /** How long pings took since this was asked last, in nanoseconds. */
    Histogram pingNanos() {
        return pingNanos.getIntervalHistogram();
    }

    synchronized SellerFigures figures() {
        return new SellerFigures(
                pings,
                accepted,
                posts,
                sold,
                pendingKeys.size(),
                paidMicros,
                failedPings,
                failedPosts,
                lastFailure,
                heldBack,
                new TreeMap<>(reasons));
    }

    private void sold(String leadId, long micros) {
        if (soldMicros.putIfAbsent(leadId, micros) != null) {
            return;
        }
        sold++;
        paidMicros += micros;
        if (soldMicros.size() > REMEMBERED) {
            soldMicros.remove(soldMicros.keySet().iterator().next());
        }
    }

    static long micros(Object amount) {
        return new BigDecimal(amount.toString()).movePointRight(MICRO_DIGITS).longValueExact();
    }
}
