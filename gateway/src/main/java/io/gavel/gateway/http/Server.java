package io.gavel.gateway.http;

import io.gavel.gateway.config.HttpConfig;
import io.gavel.gateway.metric.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: one on each event loop behind one port, HTTP/1.1 and h2c. Reads bodies within their limits, finds out who
 * calls, and hands calls to the {@link Router}'s handlers. Opened and closed by the main thread.
 */
public final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final CharSequence API_KEY = HttpHeaders.createOptimized("x-api-key");
    private static final CharSequence CHALLENGE = HttpHeaders.createOptimized("www-authenticate");
    private static final String BEARER = "Bearer ";
    private static final int SWEEP_MILLIS = 500;
    /** Several servers that ask for "any port" with the same negative number share it. */
    private static final int ANY_PORT = -1;

    private static final int ANY_SECURE_PORT = -2;

    private final Vertx vertx;
    private final HttpConfig config;
    private final List<Loop> loops;
    private final Router router;
    private final Principals principals;
    private final Gate gate;
    private final Idempotency idempotency;
    private final Metrics metrics;
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<HttpServer> secured = new ArrayList<>();
    private final List<Connections> perLoop = new ArrayList<>();
    private volatile boolean draining;

    public Server(
            Vertx vertx,
            HttpConfig config,
            List<Loop> loops,
            Router router,
            Principals principals,
            Gate gate,
            Idempotency idempotency,
            Metrics metrics) {
        this.vertx = vertx;
        this.config = config;
        this.loops = loops;
        this.router = router;
        this.principals = principals;
        this.gate = gate;
        this.idempotency = idempotency;
        this.metrics = metrics;
    }

    /** Listens; the port that was taken. */
    public int open() {
        int port = config.port() == 0 ? ANY_PORT : config.port();
        for (Loop loop : loops) {
            Connections mine = new Connections(config, metrics);
            perLoop.add(mine);
            servers.add(Loops.join(loop.call(() -> listen(loop, mine, options(), port))));
        }
        openTls();
        return servers.get(0).actualPort();
    }

    /** The port over TLS; 0: there is none. */
    public int securePort() {
        return secured.isEmpty() ? 0 : secured.get(0).actualPort();
    }

    private void openTls() {
        String certificate = config.tls().certificate();
        String key = config.tls().key();
        if (certificate == null || key == null) {
            return;
        }
        Certificates certificates = new Certificates(Path.of(certificate), Path.of(key));
        HttpServerOptions options = options()
                .setSsl(true)
                .setUseAlpn(true)
                .setHttp2ClearTextEnabled(false)
                .setKeyCertOptions(certificates.read());
        int port = config.tls().port() == 0 ? ANY_SECURE_PORT : config.tls().port();
        for (int i = 0; i < loops.size(); i++) {
            Loop loop = loops.get(i);
            Connections mine = perLoop.get(i);
            secured.add(Loops.join(loop.call(() -> listen(loop, mine, options, port))));
        }
        LOG.info("http tls=on port={}", securePort());
        certificates.watch(vertx, secured);
    }

    /** From now on every answer closes its connection, and idle ones are closed. */
    public void drain() {
        draining = true;
        for (int i = 0; i < perLoop.size(); i++) {
            Connections mine = perLoop.get(i);
            loops.get(i).context().runOnContext(now -> mine.closeIdle());
        }
    }

    /** Stops listening and closes what is still open. */
    public void close() {
        for (HttpServer server : secured) {
            Loops.join(server.close());
        }
        for (HttpServer server : servers) {
            Loops.join(server.close());
        }
        secured.clear();
        servers.clear();
    }

    private io.vertx.core.Future<HttpServer> listen(Loop loop, Connections mine, HttpServerOptions options, int port) {
        if (!options.isSsl()) {
            vertx.setPeriodic(SWEEP_MILLIS, tick -> mine.sweep(System.nanoTime()));
        }
        return vertx.createHttpServer(options)
                .connectionHandler(mine::opened)
                .invalidRequestHandler(request -> invalid(request, loop))
                .exceptionHandler(broken -> metrics.count("http.broken_connections"))
                .requestHandler(request -> serve(request, loop, mine))
                .listen(port, config.bind());
    }

    private static HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setTcpNoDelay(true)
                .setAcceptBacklog(4096)
                .setHttp2ClearTextEnabled(true)
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(8192)
                .setMaxHeaderSize(16_384)
                .setIdleTimeout(0)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        options.getInitialSettings().setMaxConcurrentStreams(256).setMaxHeaderListSize(16_384);
        return options;
    }

    private void serve(HttpServerRequest request, Loop loop, Connections mine) {
        long now = System.nanoTime();
        Connections.Peer peer = mine.of(request.connection());
        Call call = router.find(request, loop);
        call.begun(now, peer, metrics);
        if (draining) {
            call.last();
        }
        if (isStrangelyEncoded(request)) {
            call.last().problem(Problems.malformed("Of transfer encodings only chunked is read."));
            return;
        }
        Route route = call.route();
        if (!route.access().isPublic() && !admit(call, request, route)) {
            return;
        }
        if (route.body() == Body.NONE) {
            handle(call);
        } else if (isRightType(route.body(), request)) {
            int limit = route.bodyLimit() > 0 ? route.bodyLimit() : config.bodyBytes();
            BodyReader.read(call, request, limit, mine, this::handle, now);
        } else {
            call.problem(Problems.UNSUPPORTED_TYPE);
        }
    }

    private boolean admit(Call call, HttpServerRequest request, Route route) {
        String key = key(request);
        Principal principal = key == null ? null : principals.find(key);
        if (principal == null) {
            call.with(CHALLENGE, "Bearer").problem(Problems.UNAUTHORIZED);
            return false;
        }
        if (!route.access().allows(principal.role())) {
            call.problem(Problems.FORBIDDEN);
            return false;
        }
        Problem refusal = gate.refuse(principal);
        if (refusal != null) {
            call.problem(refusal);
            return false;
        }
        call.caller(principal);
        return true;
    }

    private void handle(Call call) {
        try {
            idempotency.handle(call);
        } catch (RuntimeException e) {
            LOG.error(
                    "http route=\"{} {}\" problem=\"a handler threw\"",
                    call.method(),
                    call.route().path(),
                    e);
            if (!call.isAnswered()) {
                call.problem(500, "internal", "Something went wrong here; it was logged.");
            }
        }
    }

    /** What Netty could not read: too long a line, too many headers, garbage. */
    private void invalid(HttpServerRequest request, Loop loop) {
        Call call = router.unreadable(request, loop);
        call.begun(System.nanoTime(), null, metrics);
        String what = String.valueOf(request.decoderResult().cause());
        if (what.contains("TooLongHttpLine")) {
            call.last().problem(414, "too_long", "The request line is too long.");
        } else if (what.contains("TooLongHttpHeader")) {
            call.last().problem(431, "headers_too_large", "The headers are too large.");
        } else {
            call.last().problem(Problems.malformed("This is not HTTP."));
        }
    }

    private static @Nullable String key(HttpServerRequest request) {
        String authorization = request.headers().get(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return request.headers().get(API_KEY);
        }
        boolean isBearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isBearer ? authorization.substring(BEARER.length()).strip() : null;
    }

    /** Where such a body ends nobody knows: what follows it must not be taken for a request (RFC 9112 §6.3). */
    private static boolean isStrangelyEncoded(HttpServerRequest request) {
        String encoding = request.headers().get(HttpHeaders.TRANSFER_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("chunked");
    }

    private static boolean isRightType(Body body, HttpServerRequest request) {
        String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
        if (type == null || body == Body.ANY) {
            return true;
        }
        int end = type.indexOf(';');
        String name = end < 0 ? type : type.substring(0, end).strip();
        return name.equalsIgnoreCase("application/json")
                || (body == Body.JSON_OR_FORM && name.equalsIgnoreCase("application/x-www-form-urlencoded"))
                || (name.regionMatches(true, 0, "application/", 0, 12) && name.endsWith("+json"));
    }

    static boolean isHttp1(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2;
    }
}
