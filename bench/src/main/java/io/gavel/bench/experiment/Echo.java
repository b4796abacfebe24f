package io.gavel.bench.experiment;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The ceiling of an answer that nobody has to be asked for: reads a JSON object and writes it back. */
final class Echo extends VerticleBase {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final int port;

    Echo(int port) {
        this.port = port;
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                .requestHandler(Echo::echo)
                .listen(port, "127.0.0.1");
    }

    private static void echo(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .end(body.toJsonObject().toBuffer()));
    }
}
