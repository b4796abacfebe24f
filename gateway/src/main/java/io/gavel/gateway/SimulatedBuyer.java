package io.gavel.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A buyer that this program plays itself, for a market's first days: {@code http://simulated-buyer.test/bid} bids a little more
 * than the floor, {@code /lead} accepts what comes. The name belongs to nobody (RFC 2606 §2) and leads here only from the
 * exchange's own clients; it listens on loopback.
 */
final class SimulatedBuyer {
    /** Its name in the market document. */
    static final String HOST = "simulated-buyer.test";

    private static final int SECONDS_TO_START = 10;
    private static final int MOST_BYTES = 1 << 20;
    private static final int STEPS = 400;

    private SimulatedBuyer() {}

    /** Listens; where. */
    static InetSocketAddress open(Vertx vertx) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true));
        server.requestHandler(SimulatedBuyer::answer);
        try {
            int port = server.listen(0, InetAddress.getLoopbackAddress().getHostAddress())
                    .await(SECONDS_TO_START, TimeUnit.SECONDS)
                    .actualPort();
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the simulated buyer cannot listen on loopback", e);
        }
    }

    private static void answer(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || length.length() > 7 || Integer.parseInt(length) > MOST_BYTES) {
            request.response().setStatusCode(413).end();
            return;
        }
        request.body().onSuccess(body -> {
            switch (path) {
                case "/bid" -> json(request, bid(body));
                case "/lead" -> json(request, "{\"status\":\"accepted\",\"reference\":\"simulated\"}");
                default -> request.response().setStatusCode(404).end();
            }
        });
    }

    /** The floor and up to four more, by the auction's id: the same auction is bid on the same. */
    private static String bid(Buffer body) {
        try {
            JsonObject request = new JsonObject(body);
            long floorCents = Math.round(request.getDouble("floor", 0.0) * 100);
            String auction = request.getString("auction_id", "");
            long cents = floorCents + 100 + Math.floorMod(auction.hashCode(), STEPS);
            return "{\"bid\":" + cents / 100 + '.' + cents / 10 % 10 + cents % 10 + '}';
        } catch (DecodeException | ClassCastException e) {
            return "{\"bid\":0,\"reason\":\"this is no bid request\"}";
        }
    }

    private static void json(HttpServerRequest request, String text) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(text);
    }
}
