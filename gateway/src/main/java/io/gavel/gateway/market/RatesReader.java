package io.gavel.gateway.market;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a carrier's rates: {@code rates: {inbound: {per_minute: 0.0085, rounding: 6/6}, outbound, recording, transcription,
 * platform_fee: 0.01, monthly_fee: 1.15}}. Any thread.
 */
final class RatesReader {
    private static final Pattern ROUNDING = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})");
    private static final int LONGEST_SECONDS = 3_600;

    private RatesReader() {}

    static Rates read(Reading carrier) {
        Reading reading = carrier.map("rates");
        if (reading == null) {
            return Rates.NONE;
        }
        Rates rates = new Rates(
                rate(reading, "inbound"),
                rate(reading, "outbound"),
                rate(reading, "recording"),
                rate(reading, "transcription"),
                reading.money("platform_fee", 0, 0),
                reading.money("monthly_fee", 0, 0));
        reading.end();
        return rates;
    }

    private static Rates.Rate rate(Reading rates, String key) {
        Reading reading = rates.map(key);
        if (reading == null) {
            return Rates.Rate.NONE;
        }
        if (!reading.has("per_minute")) {
            reading.problem("per_minute", "is missing");
        }
        long minute = reading.money("per_minute", 0, 0);
        String rounding = reading.text("rounding", "60/60");
        Matcher parts = ROUNDING.matcher(rounding);
        boolean good = parts.matches()
                && Integer.parseInt(parts.group(1)) <= LONGEST_SECONDS
                && Integer.parseInt(parts.group(2)) <= LONGEST_SECONDS;
        if (!good) {
            reading.problem(
                    "rounding",
                    "expected the first seconds and the steps after them, like 6/6, 30/6 or 60/60, found \"" + rounding
                            + "\"");
        }
        reading.end();
        return good
                ? new Rates.Rate(minute, Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)))
                : Rates.Rate.NONE;
    }
}
