package io.gavel.gateway.http;

import io.vertx.core.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What one event loop keeps for all its calls. Used on that loop only, its two fields apart. */
public final class Loop {
    private final int index;
    private final Context context;
    private final MessageDigest sha256;

    Loop(int index, Context context) {
        this.index = index;
        this.context = context;
        this.sha256 = newSha256();
    }

    /** From 0; the upper 16 bits of the correlation ids of what this loop waits for. */
    public int index() {
        return index;
    }

    /** To get back onto this loop from another thread. */
    public Context context() {
        return context;
    }

    byte[] sha256(byte[] bytes) {
        return sha256.digest(bytes);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
