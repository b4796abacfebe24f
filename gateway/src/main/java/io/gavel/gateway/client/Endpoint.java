package io.gavel.gateway.client;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where requests are sent to: an http or https address, with the head of its requests encoded once. Immutable; any thread. */
public final class Endpoint {
    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    private static final byte[] LINE_END = {'\r', '\n'};

    private final String url;
    private final Origin origin;
    private final byte[] head;

    private Endpoint(String url, Origin origin, byte[] head) {
        this.url = url;
        this.origin = origin;
        this.head = head;
    }

    /**
     * The endpoint of an absolute address.
     *
     * @throws IllegalArgumentException if it is not http or https, has no host, or carries a user's name
     */
    public static Endpoint of(String url) {
        return of("POST", url, "application/json");
    }

    /**
     * The same with another method, and another type of body.
     *
     * @throws IllegalArgumentException likewise
     */
    public static Endpoint of(String method, String url, String type) {
        URI uri;
        try {
            uri = new URI(new URI(url).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an address: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("an address begins with http:// or https://");
        }
        if (host == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("an address has a host and no user");
        }
        boolean secure = scheme.equals("https");
        int usual = secure ? 443 : 80;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port " + port);
        }
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host.toLowerCase(Locale.ROOT);
        String head = head(method, uri, port == usual ? host : host + ":" + port, type);
        return new Endpoint(url, new Origin(secure, name, port), head.getBytes(StandardCharsets.US_ASCII));
    }

    /** As it was given. */
    public String url() {
        return url;
    }

    /** Host and port, for logs and metrics: an address's path and query may carry secrets. */
    public String label() {
        return origin.host() + ":" + origin.port();
    }

    Origin origin() {
        return origin;
    }

    /** Writes a whole request. {@code headers}: complete header lines, or null. */
    public void encode(ByteBuf into, byte @Nullable [] headers, byte[] body, int length) {
        into.writeBytes(head);
        digits(into, length);
        if (headers != null) {
            into.writeBytes(LINE_END).writeBytes(headers);
        }
        into.writeBytes(END);
        into.writeBytes(body, 0, length);
    }

    @Override
    public String toString() {
        return label();
    }

    private static void digits(ByteBuf into, int number) {
        if (number >= 10) {
            digits(into, number / 10);
        }
        into.writeByte('0' + number % 10);
    }

    private static String head(String method, URI uri, String host, String type) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        return method + " " + target + " HTTP/1.1\r\nhost: " + host
                + "\r\nuser-agent: gavel\r\naccept: application/json\r\ncontent-type: " + type
                + "\r\ncontent-length: ";
    }
}
