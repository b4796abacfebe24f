package io.gavel.gateway.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the exchange says of its money, asked like an operator asks: {@code /v1/reports/pnl}. Blocks; any thread. */
final class Books {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final HttpRequest request;

    Books(int port, String operatorKey) {
        Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                        + "/v1/reports/pnl?by=campaign&from=" + from + "&to=" + from.plus(7, ChronoUnit.DAYS)))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + operatorKey)
                .build();
    }

    /** The totals of now. */
    Totals totals() throws IOException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the report was answered with " + answer.statusCode() + ": " + answer.body());
            }
            JsonObject totals = new JsonObject(answer.body()).getJsonObject("totals");
            return new Totals(
                    totals.getLong("pings"),
                    totals.getLong("sold"),
                    SellerBook.micros(totals.getValue("revenue")),
                    SellerBook.micros(totals.getValue("cost")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for the report", e);
        }
    }

    /** Of everybody together; money in micro-units. */
    record Totals(long pings, long sold, long revenueMicros, long costMicros) {

        Totals since(Totals before) {
            return new Totals(
                    pings - before.pings,
                    sold - before.sold,
                    revenueMicros - before.revenueMicros,
                    costMicros - before.costMicros);
        }
    }
}
