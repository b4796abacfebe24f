package io.gavel.bench.experiment;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The ceiling of an answer that buyers are asked for: reads a JSON object, posts a bid request of the usual size to each buyer
 * at once by Vert.x's own client, and answers with the best bid when all have answered. No deadline, no floor, no order, no
 * journal, no books.
 */
final class FanOut extends VerticleBase {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final int POOL = 512;

    private final int port;
    private final List<Integer> buyers;
    private final List<RequestOptions> targets = new ArrayList<>();

    FanOut(int port, List<Integer> buyers) {
        this.port = port;
        this.buyers = buyers;
    }

    @Override
    public Future<?> start() {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setPipelining(false).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(POOL));
        for (int buyer : buyers) {
            targets.add(new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost("127.0.0.1")
                    .setPort(buyer)
                    .setURI("/bid")
                    .putHeader(HttpHeaders.CONTENT_TYPE, JSON));
        }
        return vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                .requestHandler(request -> request.body().onSuccess(body -> ask(client, request, body.toJsonObject())))
                .listen(port, "127.0.0.1");
    }

    private void ask(HttpClient client, HttpServerRequest request, JsonObject ping) {
        Best best = new Best(request, targets.size());
        Buffer bidRequest = new JsonObject()
                .put("auction_id", "0000000000001")
                .put("order", "north-west")
                .put("campaign", ping.getString("campaign"))
                .put("product", "lead")
                .put("deadline_ms", 180)
                .put("floor", 2.00)
                .put("currency", "USD")
                .put("fields", ping.getJsonObject("fields"))
                .toBuffer();
        for (RequestOptions target : targets) {
            client.request(target)
                    .compose(post -> post.send(bidRequest))
                    .compose(response -> response.body())
                    .onComplete(answer -> best.hear(answer.succeeded() ? answer.result() : Buffer.buffer("{}")));
        }
    }

    private static final class Best {

        private final HttpServerRequest request;
        private int outstanding;
        private double price;

        Best(HttpServerRequest request, int outstanding) {
            this.request = request;
            this.outstanding = outstanding;
        }

        void hear(Buffer answer) {
            price = Math.max(price, answer.toJsonObject().getDouble("bid", 0.0));
            if (--outstanding == 0) {
                Buffer body = new JsonObject()
                        .put("ping_id", "0000000000001")
                        .put("status", "accepted")
                        .put("price", price)
                        .put("currency", "USD")
                        .put("expires_at", "2026-01-01T00:00:00.000Z")
                        .toBuffer();
                request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
            }
        }
    }
}
