package io.gavel.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Bytes that stay as they are while the program runs: compressed once, and not sent again to who has them. Any thread. */
public final class Content {
    private final String type;
    private final Buffer plain;
    private final String tag;
    private volatile @Nullable Buffer packed;

    private Content(String type, Buffer plain) {
        this.type = type;
        this.plain = plain;
        CRC32C sum = new CRC32C();
        sum.update(plain.getBytes());
        this.tag = '"' + Long.toHexString(sum.getValue()) + '"';
    }

    /**
     * A resource of the jar.
     *
     * @param of the class whose package it is relative to
     * @throws IllegalStateException if it is not there
     */
    public static Content of(Class<?> of, String resource, String type) {
        try (InputStream in = of.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            return new Content(type, Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    String type() {
        return type;
    }

    String tag() {
        return tag;
    }

    Buffer plain() {
        return plain;
    }

    Buffer packed() {
        Buffer ready = packed;
        if (ready == null) {
            ready = Gzip.deflate(plain);
            packed = ready;
        }
        return ready;
    }
}
