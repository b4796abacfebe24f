package io.gavel.gateway.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The sellers' HTTP. What is answered with 503 or not at all is asked again with the same idempotency key. */
final class SellerClient {

    private static final int CONNECTIONS = 64;
    private static final long ANSWER_MILLIS = 30_000;
    private static final int AGAIN_MILLIS = 500;

    private final Vertx vertx;
    private final HttpClient client;
    private volatile int port;

    SellerClient(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1"), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Where the exchange is now: another port after it was started again. */
    void port(int now) {
        port = now;
    }

    /** One try: a JSON object with a 200, or a failure. */
    Future<JsonObject> once(HttpMethod method, String path, String key, @Nullable String idempotency, JsonObject body) {
        return client.request(method, port, "127.0.0.1", path)
                .compose(request -> send(request, key, idempotency, body))
                .map(SellerClient::object);
    }

    /** As many tries as it takes until then; only what the exchange refuses for good fails earlier. */
    Future<JsonObject> untilAnswered(
            String path, String key, String idempotency, JsonObject body, long patienceMillis) {
        return once(HttpMethod.POST, path, key, idempotency, body).recover(failure -> {
            if (failure instanceof Refused || patienceMillis <= 0) {
                return Future.failedFuture(failure);
            }
            Promise<JsonObject> later = Promise.promise();
            vertx.setTimer(
                    AGAIN_MILLIS,
                    timer -> untilAnswered(path, key, idempotency, body, patienceMillis - AGAIN_MILLIS)
                            .onComplete(later));
            return later.future();
        });
    }

    /** What a page asks, without a key, from this address; the exchange believes our word on it. */
    Future<JsonObject> visit(String address, JsonObject body) {
        return client.request(HttpMethod.POST, port, "127.0.0.1", "/v1/visits")
                .compose(request -> request.putHeader("x-forwarded-for", address)
                        .putHeader("content-type", "text/plain")
                        .send(body.toBuffer()))
                .compose(response -> response.body().map(answer -> new Answer(response.statusCode(), answer)))
                .map(SellerClient::object);
    }

    private static Future<Answer> send(
            HttpClientRequest request, String key, @Nullable String idempotency, JsonObject body) {
        request.putHeader("authorization", "Bearer " + key);
        request.putHeader("content-type", "application/json");
        if (idempotency != null) {
            request.putHeader("idempotency-key", idempotency);
        }
        request.idleTimeout(ANSWER_MILLIS);
        Buffer bytes = request.getMethod().equals(HttpMethod.GET) ? Buffer.buffer() : body.toBuffer();
        return request.send(bytes)
                .compose(response -> response.body().map(answer -> new Answer(response.statusCode(), answer)));
    }

    private static JsonObject object(Answer answer) {
        if (answer.status() == 200) {
            return answer.body().toJsonObject();
        }
        if (answer.status() == 503 || answer.status() == 429) {
            throw new Busy(answer.toString());
        }
        throw new Refused(answer.toString());
    }

    private record Answer(int status, Buffer body) {
        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    /** The exchange asks for patience. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Busy(String message) {
            super(message);
        }
    }

    /** The exchange does not want this request, now or later. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
