package io.gavel.gateway.console;

import io.gavel.message.Ids;
import io.gavel.message.Money;
import io.gavel.message.Timestamps;
import java.util.Locale;

/** Numbers, money, times and enums as people read them. */
final class Words {
    private Words() {}

    /** {@code 1,234,567}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 lead}, {@code 1,204 leads}. */
    static String counted(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }

    /** {@code 1,234.50}: to the cent, without a currency. */
    static String money(long micros) {
        long cents = Math.floorDiv(Math.abs(micros) + 5_000, 10_000L);
        String text = String.format(Locale.ROOT, "%,d.%02d", cents / 100, cents % 100);
        return micros < 0 && cents != 0 ? "−" + text : text;
    }

    /** {@code $1,234.50}. */
    static String money(long micros, String currency) {
        String sign = currency.equals("USD") ? "$" : currency.equals("EUR") ? "€" : currency + " ";
        return micros < 0 ? "−" + sign + money(-micros) : sign + money(micros);
    }

    /** Micro-units for a chart or a field: exact. */
    static String plain(long micros) {
        return Money.text(micros);
    }

    /** {@code 38 %}; a dash of nothing. */
    static String percent(long part, long whole) {
        return whole == 0 ? "–" : Math.round(100.0 * part / whole) + " %";
    }

    /** {@code 2 min ago}. */
    static String ago(long micros, long nowMicros) {
        long seconds = Math.max(0, (nowMicros - micros) / 1_000_000);
        if (seconds < 2) {
            return "now";
        } else if (seconds < 60) {
            return seconds + " s ago";
        } else if (seconds < 3_600) {
            return seconds / 60 + " min ago";
        } else if (seconds < 86_400) {
            return seconds / 3_600 + " h ago";
        }
        return seconds / 86_400 + " d ago";
    }

    /** {@code 2026-11-22 09:30:00.123 UTC}. */
    static String exact(long micros) {
        return Timestamps.text(micros).replace('T', ' ').replace("Z", " UTC");
    }

    /** {@code 1:04}. */
    static String minutes(long micros) {
        long seconds = Math.max(0, micros / 1_000_000);
        return seconds / 60 + ":" + String.format(Locale.ROOT, "%02d", seconds % 60);
    }

    /** {@code 12.3 ms}, {@code 480 ms}. */
    static String millis(long micros) {
        return micros < 100_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0)
                : String.format(Locale.ROOT, "%,d ms", micros / 1_000);
    }

    static String id(long id) {
        return Ids.text(id);
    }

    /** {@code no answer} of NO_ANSWER. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
