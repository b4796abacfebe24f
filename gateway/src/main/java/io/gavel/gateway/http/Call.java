package io.gavel.gateway.http;

import io.gavel.gateway.metric.Metrics;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Lives on one event loop; answered once. A caller that went away is answered into the void. */
public final class Call {
    /** Of JSON answers. */
    public static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    static final CharSequence PROBLEM = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final int COMPRESS_FROM = 1024;
    private static final Buffer EMPTY = Buffer.buffer();

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Loop loop;
    private final Route route;
    private final String[] segments;
    private @Nullable Principal principal;
    private @Nullable Recorder recorder;
    private Buffer body = EMPTY;
    private Connections.@Nullable Peer peer;
    private @Nullable Metrics metrics;
    private long startNanos;
    private long requestKey;
    private boolean answered;
    private boolean last;
    private boolean lingers;

    Call(HttpServerRequest request, Loop loop, Route route, String[] segments) {
        this.request = request;
        this.response = request.response();
        this.loop = loop;
        this.route = route;
        this.segments = segments;
    }

    /** For example {@code POST}. */
    public String method() {
        return request.method().name();
    }

    /** The path as sent, without the query. */
    public String path() {
        String path = request.path();
        return path == null ? "" : path;
    }

    /** The route that was found. */
    public Route route() {
        return route;
    }

    /** The decoded value of a parameter of the route's path. */
    public String pathParameter(String name) {
        String value = route.parameter(name, segments);
        if (value == null) {
            throw new IllegalArgumentException(route.path() + " has no parameter " + name);
        }
        return value.indexOf('%') < 0 ? value : decode(value);
    }

    /** The first value of a query parameter, decoded, or null. */
    public @Nullable String query(String name) {
        return request.query() == null ? null : request.getParam(name);
    }

    /** The whole query as sent, or null. */
    public @Nullable String rawQuery() {
        return request.query();
    }

    /** The first value of a request header, or null. */
    public @Nullable String header(CharSequence name) {
        return request.headers().get(name);
    }

    /**
     * The value of a cookie, or null. Over HTTP/2 cookies come in one field or several (RFC 9113 §8.2.3); quotes are no part of a
     * value.
     */
    public @Nullable String cookie(String name) {
        for (String field : request.headers().getAll(HttpHeaders.COOKIE)) {
            for (String pair : field.split(";", -1)) {
                String cookie = pair.strip();
                if (cookie.startsWith(name + "=")) {
                    String value = cookie.substring(name.length() + 1);
                    boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                    return isQuoted ? value.substring(1, value.length() - 1) : value;
                }
            }
        }
        return null;
    }

    /** Host and perhaps port as the caller asked for them, of HTTP/1.1 and HTTP/2 alike; empty if it named none. */
    public String authority() {
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.host() + (authority.port() > 0 ? ":" + authority.port() : "");
    }

    /** The address that the connection comes from; empty if it is gone. */
    public String address() {
        SocketAddress remote = request.remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? "" : host;
    }

    /** Whether the caller speaks TLS, with us or with a proxy that says so. */
    public boolean isSecure() {
        return request.isSSL() || "https".equals(header("x-forwarded-proto"));
    }

    /** Who calls; on a public route nobody does. */
    public Principal principal() {
        if (principal == null) {
            throw new IllegalStateException(route.path() + " is public");
        }
        return principal;
    }

    /** The whole body, inflated; empty if there is none. */
    public Buffer body() {
        return body;
    }

    /** Whether the body is a form rather than JSON. */
    public boolean isForm() {
        String type = header(HttpHeaders.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33);
    }

    /** Hash of the owner and the Idempotency-Key, as it goes on the line; 0 without one. */
    public long requestKey() {
        return requestKey;
    }

    /** The event loop of this call. */
    public Loop loop() {
        return loop;
    }

    /** Whether a key was needed to come here. */
    public boolean isAuthenticated() {
        return principal != null;
    }

    /**
     * Whether it was answered. One whose caller went away is to be answered, too: whoever repeats it with the same
     * Idempotency-Key waits for that.
     */
    public boolean isAnswered() {
        return answered;
    }

    /** Adds a header to the answer, before it is given. */
    public Call with(CharSequence name, CharSequence value) {
        if (!response.closed()) {
            response.putHeader(name, value);
        }
        return this;
    }

    /** Answers with JSON. */
    public void json(int status, Buffer json) {
        bytes(status, JSON, json);
    }

    /** Answers with JSON. */
    public void json(int status, byte[] json) {
        bytes(status, JSON, Buffer.buffer(json));
    }

    /** Answers 204. */
    public void noContent() {
        bytes(204, JSON, EMPTY);
    }

    /** Answers with a problem. */
    public void problem(int status, String code, String detail) {
        problem(new Problem(status, code, detail));
    }

    /** Answers with a problem, field by field. */
    public void problem(int status, String code, String detail, List<FieldError> errors) {
        problem(new Problem(status, code, detail, errors));
    }

    /** Answers with a problem, and counts it. */
    public void problem(Problem problem) {
        if (metrics != null) {
            metrics.rejected(problem.code());
        }
        if (problem.retryAfterSeconds() > 0) {
            with(RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        bytes(problem.status(), PROBLEM, Json.problem(problem));
    }

    /** Answers with what does not change; with 304 and nothing if the caller has it. */
    public void content(Content content) {
        with(HttpHeaders.ETAG, content.tag()).with(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (content.tag().equals(header(HttpHeaders.IF_NONE_MATCH))) {
            answer(304, content.type(), EMPTY, null);
        } else {
            answer(200, content.type(), content.plain(), content);
        }
    }

    /** Answers with bytes of any type. */
    public void bytes(int status, CharSequence type, Buffer bytes) {
        answer(status, type, bytes, null);
    }

    /** The one way out: every answer passes here. {@code kept}: where its compressed form is kept. */
    private void answer(int status, CharSequence type, Buffer bytes, @Nullable Content kept) {
        if (answered) {
            throw new IllegalStateException("answered twice: " + method() + " " + route.path());
        }
        answered = true;
        if (recorder != null) {
            recorder.answered(status, type, bytes);
        }
        over(status);
        if (response.closed()) {
            return;
        }
        response.setStatusCode(status);
        Future<Void> sent;
        if (bytes.length() == 0) {
            sent = response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
            sent = response.end(compressed(bytes, kept));
        }
        closeAfter(sent);
    }

    /** Answers with a file, or the one range of it that is asked for. Blocks for the file's size only. */
    public void file(CharSequence type, Path file) {
        file(type, file, () -> {});
    }

    /** The same; {@code over} when it was sent, or cannot be. */
    public void file(CharSequence type, Path file, Runnable over) {
        long size = file.toFile().length();
        FileRange range = FileRange.of(request.getHeader("range"), size);
        with(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (range == null) {
            with(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            problem(416, "range_not_satisfiable", "The file has " + size + " bytes.");
            over.run();
            return;
        }
        answered = true;
        int status = range.isWhole(size) ? 200 : 206;
        over(status);
        if (response.closed()) {
            over.run();
            return;
        }
        if (status == 206) {
            with(HttpHeaders.CONTENT_RANGE, range.text(size));
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
        Future<Void> sent = response.sendFile(file.toString(), range.from(), range.length());
        sent.onComplete(done -> over.run());
        closeAfter(sent);
    }

    private void closeAfter(Future<Void> sent) {
        if (!last || !Server.isHttp1(request)) {
            return;
        }
        if (lingers && !request.isEnded()) {
            Lingering.close(request, loop.context());
        } else {
            sent.onComplete(done -> request.connection().close());
        }
    }

    private Buffer compressed(Buffer bytes, @Nullable Content kept) {
        if (bytes.length() < COMPRESS_FROM || !Gzip.isWanted(request)) {
            return bytes;
        }
        response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return kept == null ? Gzip.deflate(bytes) : kept.packed();
    }

    private void over(int status) {
        long now = System.nanoTime();
        if (peer != null) {
            peer.answered(now);
        }
        if (metrics != null) {
            metrics.httpAnswered(route.path(), status, now - startNanos);
        }
    }

    /** Answers 200 with a stream of server-sent events that stays open. */
    public EventStream stream() {
        answered = true;
        return new EventStream(response);
    }

    void begun(long now, Connections.@Nullable Peer connection, Metrics counted) {
        this.startNanos = now;
        this.peer = connection;
        this.metrics = counted;
        if (connection != null) {
            connection.asked();
        }
    }

    /** The connection is closed after the answer (HTTP/1 only: in HTTP/2 only the stream ends). */
    Call last() {
        if (!last && Server.isHttp1(request)) {
            last = true;
            with(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        return this;
    }

    /** The same, but what the client still sends of its body is read for a moment, so that it can hear the answer. */
    Call lastOfTooMuch() {
        lingers = true;
        return last();
    }

    void caller(Principal caller) {
        this.principal = caller;
    }

    void body(Buffer whole) {
        this.body = whole;
    }

    void requestKey(long key, Recorder answers) {
        this.requestKey = key;
        this.recorder = answers;
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** Hears the answer before it is sent. */
    interface Recorder {
        void answered(int status, CharSequence type, Buffer body);
    }
}
