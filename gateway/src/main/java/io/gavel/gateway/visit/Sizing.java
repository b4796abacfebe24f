package io.gavel.gateway.visit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.PoolSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/pools/{pool}/sizing}: how many numbers a pool needs for its busiest hour of the last eight days, and what it
 * measured. {@code arrivals_per_hour}, {@code visit_s}, {@code hold_s} and {@code numbers} in the query take the place of what was
 * measured and configured: what if?
 */
public final class Sizing {
    private static final JsonFactory FACTORY = new JsonFactory();
    /** Of a curve. */
    private static final int POINTS = 40;

    private static final double HOUR_MICROS = 3_600e6;
    /** A shorter time than this tells nothing of an hour. */
    private static final double LEAST_MICROS = 60e6;

    private final Directory directory;
    private final PoolFigures figures;

    public Sizing(Directory directory, PoolFigures figures) {
        this.directory = directory;
        this.figures = figures;
    }

    /** What a pool measured and needs. Any thread. */
    public PoolSize of(PoolInfo pool) {
        Measured measured = Measured.of(figures.of(pool.id()));
        double hold = pool.holdSeconds() + pool.quarantineSeconds();
        double erlangs = Math.min(1e6, measured.perHour * (measured.visitSeconds + hold) / 3_600);
        int have = pool.numbers().size();
        int need = ErlangB.numbers(erlangs, 0.001);
        int most = Math.max(4, Math.max(need, have) * 5 / 4);
        int points = Math.min(POINTS, most);
        List<Double> chances = new ArrayList<>(points + 1);
        for (int i = 0; i <= points; i++) {
            chances.add(ErlangB.blocking(erlangs, (int) ((long) most * i / points)));
        }
        return new PoolSize(
                figures.live(pool.id()),
                measured.peak,
                measured.churnPerHour(),
                measured.perHour,
                erlangs,
                ErlangB.numbers(erlangs, 0.01),
                need,
                measured.arrivals,
                measured.lost,
                most,
                chances);
    }

    public void handle(Call call) {
        PoolInfo pool = directory.now().pool(call.pathParameter("pool"));
        if (pool == null) {
            call.problem(Problems.NOT_FOUND);
            return;
        }
        List<PoolHour> hours = figures.of(pool.id());
        Measured measured = Measured.of(hours);
        List<FieldError> errors = new ArrayList<>();
        double arrivals = number(call, "arrivals_per_hour", measured.perHour, 1e7, errors);
        double visit = number(call, "visit_s", measured.visitSeconds, 86_400, errors);
        double hold = number(call, "hold_s", pool.holdSeconds() + pool.quarantineSeconds(), 30 * 86_400, errors);
        int numbers = (int) number(call, "numbers", pool.numbers().size(), 10_000_000, errors);
        double erlangs = arrivals * (visit + hold) / 3_600;
        if (errors.isEmpty() && erlangs > 1e7) {
            errors.add(new FieldError("arrivals_per_hour", "is too large together with these times"));
        }
        if (!errors.isEmpty()) {
            call.problem(Problems.invalid(errors));
            return;
        }
        call.json(200, json(pool, measured, arrivals, visit, hold, numbers, erlangs));
    }

    private byte[] json(
            PoolInfo pool, Measured measured, double arrivals, double visit, double hold, int numbers, double erlangs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("pool", pool.name());
            json.writeNumberField("numbers", numbers);
            json.writeNumberField("concurrent", figures.live(pool.id()));
            json.writeNumberField("peak_concurrent", measured.peak);
            json.writeNumberField("arrivals", measured.arrivals);
            json.writeNumberField("churn_per_hour", measured.churnPerHour());
            decimal(json, "arrivals_per_hour", arrivals);
            decimal(json, "visit_s", visit);
            decimal(json, "hold_s", hold);
            decimal(json, "erlangs", erlangs);
            json.writeNumberField("numbers_for_1_percent", ErlangB.numbers(erlangs, 0.01));
            json.writeNumberField("numbers_for_0_1_percent", ErlangB.numbers(erlangs, 0.001));
            decimal(json, "predicted_overflow", ErlangB.blocking(erlangs, numbers));
            if (measured.arrivals == 0) {
                json.writeNullField("observed_overflow");
            } else {
                decimal(json, "observed_overflow", (double) measured.lost / measured.arrivals);
            }
            json.writeNumberField("hours_measured", measured.hours);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static void decimal(JsonGenerator json, String name, double value) throws IOException {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
        json.writeNumberField(name, new BigDecimal(rounded.toPlainString()));
    }

    private static double number(Call call, String name, double byDefault, double most, List<FieldError> errors) {
        String text = call.query(name);
        Double value = text == null ? null : parse(text);
        if (text != null && (value == null || value > most)) {
            errors.add(new FieldError(name, "must be a number from 0 to " + (long) most));
        }
        return value == null ? byDefault : value;
    }

    private static @Nullable Double parse(String text) {
        return text.matches("[0-9]{1,10}(\\.[0-9]{1,6})?") ? Double.valueOf(text) : null;
    }

    /** What the hours come to. */
    private static final class Measured {
        long arrivals;
        long lost;
        long ended;
        int peak;
        int hours;
        double perHour;
        double visitSeconds;

        static Measured of(List<PoolHour> hours) {
            Measured all = new Measured();
            double visitMicros = 0;
            for (PoolHour hour : hours) {
                all.hours++;
                all.arrivals += hour.arrivals;
                all.lost += hour.shared + hour.refused;
                all.ended += hour.ended;
                all.peak = Math.max(all.peak, hour.peak);
                visitMicros += (double) hour.visitMicros;
                all.perHour = Math.max(all.perHour, (double) hour.arrivals);
            }
            if (hours.size() == 1) {
                // The first hour is not over: what it has so far tells the rate.
                PoolHour only = hours.get(0);
                double lasted = Math.max(LEAST_MICROS, (double) (only.lastMicros - only.firstMicros));
                all.perHour = (double) only.arrivals * HOUR_MICROS / lasted;
            }
            all.visitSeconds = all.ended == 0 ? 0 : visitMicros / 1e6 / (double) all.ended;
            return all;
        }

        long churnPerHour() {
            return hours == 0 ? 0 : ended / hours;
        }
    }
}
