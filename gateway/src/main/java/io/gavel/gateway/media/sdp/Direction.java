package io.gavel.gateway.media.sdp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which way media goes, as the describing side sees it (RFC 8866 §6.7). */
public enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean hears;

    Direction(boolean sends, boolean hears) {
        this.sends = sends;
        this.hears = hears;
    }

    public boolean sends() {
        return sends;
    }

    public boolean hears() {
        return hears;
    }

    /** The same as the other side sees it (RFC 3264 §6.1). */
    Direction reversed() {
        return switch (this) {
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
            default -> this;
        };
    }

    String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null if the attribute is no direction. */
    static @Nullable Direction of(String attribute) {
        return switch (attribute) {
            case "sendrecv" -> SENDRECV;
            case "sendonly" -> SENDONLY;
            case "recvonly" -> RECVONLY;
            case "inactive" -> INACTIVE;
            default -> null;
        };
    }
}
