package io.gavel.gateway.sip.transport;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How messages travel; the names are those of a Via. */
public enum Transport {
    UDP(5060),
    TCP(5060),
    TLS(5061);

    private final int port;

    Transport(int port) {
        this.port = port;
    }

    /** Where one listens who says nothing else. */
    public int defaultPort() {
        return port;
    }

    public boolean isReliable() {
        return this != UDP;
    }

    /** Null if we do not speak it. */
    public static @Nullable Transport of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "UDP" -> UDP;
            case "TCP" -> TCP;
            case "TLS" -> TLS;
            default -> null;
        };
    }
}
