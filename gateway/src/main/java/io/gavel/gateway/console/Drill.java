package io.gavel.gateway.console;

import io.gavel.message.Timestamps;
import java.util.LinkedHashMap;
import java.util.Map;

/** From a number of the P and L to the pings, leads and calls behind it: the same stretch of time, the same parties. */
record Drill(long fromMicros, long toMicros, String campaign, String seller, String buyer, String source) {
    /** What a page was asked for. */
    static Drill of(Query query, long fromMicros, long toMicros) {
        return new Drill(
                fromMicros,
                toMicros,
                query.text("campaign"),
                query.text("seller"),
                query.text("buyer"),
                query.text("source"));
    }

    /** Of one group: {@code by} is {@code key} there. */
    Drill into(String by, String key) {
        return switch (by) {
            case "campaign" -> new Drill(fromMicros, toMicros, key, seller, buyer, source);
            case "seller" -> new Drill(fromMicros, toMicros, campaign, key, buyer, source);
            case "buyer" -> new Drill(fromMicros, toMicros, campaign, seller, key, source);
            case "source" -> new Drill(fromMicros, toMicros, campaign, seller, buyer, key);
            default -> this;
        };
    }

    Drill at(long from, long to) {
        return new Drill(Math.max(from, fromMicros), Math.min(to, toMicros), campaign, seller, buyer, source);
    }

    String pings() {
        return address("/console/pings", false);
    }

    /** Of one buyer: what it bought. */
    String leads() {
        return address("/console/leads", true);
    }

    String calls() {
        return address("/console/calls", true);
    }

    String billableCalls() {
        return calls() + "&state=billable";
    }

    /** The pings that found a buyer. */
    String awards() {
        return pings() + "&status=accepted";
    }

    /** Each sale and each return. */
    String sales() {
        return address(SalesPage.HERE, true);
    }

    String returns() {
        return sales() + "&kind=" + SalesPage.RETURNED;
    }

    private String address(String path, boolean withBuyer) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("from", Timestamps.text(fromMicros));
        values.put("to", Timestamps.text(toMicros));
        values.put("campaign", campaign);
        values.put("seller", seller);
        values.put("buyer", withBuyer ? buyer : "");
        values.put("source", source);
        return new Query(values).with(path, "after", "");
    }
}
