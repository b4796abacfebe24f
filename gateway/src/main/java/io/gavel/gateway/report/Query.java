package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Reason;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's query parameters, each checked; what is wrong with them, all at once. One call. */
final class Query {
    private static final long DAY_SECONDS = 86_400;
    private static final int MOST = 1_000;
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Call call;
    private final Snapshot market;
    private final Instant now;
    private final List<FieldError> errors = new ArrayList<>();

    Query(Call call, Snapshot market, InstantSource clock) {
        this.call = call;
        this.market = market;
        this.now = clock.instant();
    }

    /** Whether all is well; if not, the call is answered. */
    boolean isRefused() {
        if (errors.isEmpty()) {
            return false;
        }
        Problem problem = Problems.invalid(errors);
        call.problem(problem);
        return true;
    }

    void error(String name, String message) {
        errors.add(new FieldError(name, message));
    }

    /** {@code from}, microseconds; a day ago if absent. */
    long fromMicros(ZoneId zone) {
        return time("from", now.minusSeconds(DAY_SECONDS), zone);
    }

    /** {@code to}, microseconds, exclusive; in a moment if absent, so that what just happened is in. */
    long toMicros(ZoneId zone) {
        return time("to", now.plusSeconds(1), zone);
    }

    /** A list's {@code from}: everything if absent. */
    long fromMicrosOrStart() {
        return call.query("from") == null ? 0 : fromMicros(ZoneOffset.UTC);
    }

    /** A list's {@code to}: everything if absent. */
    long toMicrosOrEnd() {
        return call.query("to") == null ? Long.MAX_VALUE : toMicros(ZoneOffset.UTC);
    }

    private long time(String name, Instant byDefault, ZoneId zone) {
        String text = call.query(name);
        Instant time = text == null ? byDefault : parse(text, zone);
        if (time == null || time.getEpochSecond() < 0 || time.getEpochSecond() > LAST_SECOND) {
            error(name, "must be a time like 2026-11-22T09:30:00Z, or a day like 2026-11-22");
            return 0;
        }
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    private static @Nullable Instant parse(String text, ZoneId zone) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** {@code tz}; UTC if absent. */
    ZoneId zone() {
        String text = call.query("tz");
        try {
            return text == null ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            error("tz", "must be a time zone like America/New_York");
            return ZoneOffset.UTC;
        }
    }

    /** {@code limit}: 1 to {@value #MOST}, 100 if absent. */
    int limit() {
        return limit(100);
    }

    /** The same with another default. */
    int limit(int byDefault) {
        String text = call.query("limit");
        if (text == null) {
            return byDefault;
        }
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            error("limit", "must be a number from 1 to " + MOST);
        }
        return limit;
    }

    /** A number from 0 to 1, in thousandths. */
    int fractionMillis(String name, int byDefault) {
        String text = call.query(name);
        if (text == null) {
            return byDefault;
        }
        if (!text.matches("0(\\.[0-9]{1,3})?|1(\\.0{1,3})?")) {
            error(name, "must be a number from 0 to 1 with at most three decimals");
            return byDefault;
        }
        return new BigDecimal(text).movePointRight(3).intValueExact();
    }

    /** A word out of a few; absent is well. */
    void oneOf(String name, String... words) {
        String text = call.query(name);
        if (text != null && !List.of(words).contains(text)) {
            error(name, "must be one of " + String.join(", ", words));
        }
    }

    /** {@code after}: a list's cursor, 0 if absent. */
    long after() {
        String text = call.query("after");
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9a-z]{1,12}")) {
            error("after", "must be what an earlier answer said as \"next\"");
            return 0;
        }
        return Long.parseLong(text, Character.MAX_RADIX);
    }

    /** How a cursor is shown. */
    static String cursor(long next) {
        return Long.toString(next, Character.MAX_RADIX);
    }

    /** The id of a name, 0 if absent. */
    int id(String name, EntityKind kind) {
        String text = call.query(name);
        if (text == null) {
            return 0;
        }
        Entity entity = market.entity(kind, text);
        if (entity == null) {
            error(name, "there is no " + name + " of this name");
            return 0;
        }
        return entity.id();
    }

    /** {@code reason}: a reason's word, or {@code accepted} for none; null if absent. */
    @Nullable
    Reason reason() {
        String text = call.query("reason");
        if (text == null) {
            return null;
        }
        for (Reason reason : Reason.values()) {
            if (text.equals(reason == Reason.NONE ? "accepted" : reason.word())) {
                return reason;
            }
        }
        error("reason", "must be a reason like no_eligible_order, or accepted");
        return null;
    }

    /** One of these words; the first if absent. */
    String word(String name, String... words) {
        String text = call.query(name);
        if (text == null) {
            return words[0];
        }
        for (String word : words) {
            if (word.equals(text)) {
                return word;
            }
        }
        String known = String.join(", ", words);
        error(name, "must be one of " + (words[0].isEmpty() ? known.substring(2) : known));
        return words[0];
    }

    /** The parts of a comma-separated list; none if absent. */
    List<String> words(String name) {
        String text = call.query(name);
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}
