package io.gavel.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compressed bodies (RFC 9110 §8.4.1.3), both ways; inflation is bounded. */
final class Gzip {
    private Gzip() {}

    static boolean isWanted(HttpServerRequest request) {
        String accepted = request.headers().get(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && accepted.contains("gzip")
                && !accepted.contains("gzip;q=0,")
                && !accepted.endsWith("gzip;q=0");
    }

    static Buffer deflate(Buffer plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length() / 3 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return Buffer.buffer(out.toByteArray());
    }

    /**
     * The inflated bytes, or null if they would be more than {@code limit}.
     *
     * @throws IOException if this is not gzip, or it is cut off
     */
    static @Nullable Buffer inflate(Buffer compressed, int limit) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.getBytes()))) {
            byte[] plain = in.readNBytes(limit + 1);
            return plain.length > limit ? null : Buffer.buffer(plain);
        }
    }
}
