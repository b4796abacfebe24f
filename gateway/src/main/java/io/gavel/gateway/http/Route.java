package io.gavel.gateway.http;

import org.jspecify.annotations.Nullable;

/** One method of one path. Configured while the exchange is wired, read-only afterwards. */
public final class Route {
    final String method;
    final String path;
    final Access access;
    final Handler handler;
    private final String[] segments;
    private Body body;
    private int bodyLimit;
    private boolean secret;
    private @Nullable Access page;

    Route(String method, String path, Access access, Handler handler) {
        this.method = method;
        this.path = path;
        this.access = access;
        this.handler = handler;
        this.segments = path.split("/", -1);
        boolean reads = method.equals("GET") || method.equals("DELETE");
        this.body = reads ? Body.NONE : Body.JSON;
    }

    /** Says which bodies are taken; without this JSON (and none for GET and DELETE). */
    public Route takes(Body kind) {
        this.body = kind;
        return this;
    }

    /** Says how large a body may be, in bytes after inflation; without this what {@code http.body_bytes} says. */
    public Route limit(int bytes) {
        this.bodyLimit = bytes;
        return this;
    }

    /** Says that answers hold secrets: they are never written to disk. */
    public Route secret() {
        this.secret = true;
        return this;
    }

    /** Says that this is a page of the console, which asks for a session instead of a key and is no part of the API. */
    public Route page(Access visitors) {
        this.page = visitors;
        return this;
    }

    /** Who may see a page of the console; null: this is part of the API. */
    public @Nullable Access page() {
        return page;
    }

    /** For example {@code POST}. */
    public String method() {
        return method;
    }

    /** For example {@code /v1/pings/{ping_id}}. */
    public String path() {
        return path;
    }

    /** Who may use it. */
    public Access access() {
        return access;
    }

    boolean isSecret() {
        return secret;
    }

    Body body() {
        return body;
    }

    /** 0: the server's. */
    int bodyLimit() {
        return bodyLimit;
    }

    boolean hasParameters() {
        return path.indexOf('{') >= 0;
    }

    /** Whether a path split at its slashes is one of this route's. */
    boolean matches(String[] actual) {
        if (actual.length != segments.length) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (isParameter(segments[i]) ? actual[i].isEmpty() : !segments[i].equals(actual[i])) {
                return false;
            }
        }
        return true;
    }

    /** The still encoded value of a path parameter, or null if the route has no such parameter. */
    @Nullable
    String parameter(String name, String[] actual) {
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            if (isParameter(segment) && segment.length() == name.length() + 2 && segment.startsWith(name, 1)) {
                return actual[i];
            }
        }
        return null;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
