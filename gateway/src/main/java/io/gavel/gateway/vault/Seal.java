package io.gavel.gateway.vault;

import java.security.GeneralSecurityException;

/** AES-GCM under one key, for what others keep on disk and must not be readable there. Any thread. */
public final class Seal {
    private final byte[] key;

    Seal(byte[] key) {
        this.key = key.clone();
    }

    /** The unreadable form, different each time. */
    public byte[] seal(byte[] clear) {
        return Envelope.seal(key, 0, clear);
    }

    /**
     * What was sealed.
     *
     * @throws IllegalArgumentException if it was not sealed by this key
     */
    public byte[] open(byte[] sealed) {
        try {
            return Envelope.open(key, 0, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not sealed by this key", e);
        }
    }

    @Override
    public String toString() {
        return "Seal[hidden]";
    }
}
