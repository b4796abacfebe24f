package io.gavel.gateway.sip.transport;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * How TCP and TLS are spoken.
 *
 * @param serverTls null: no TLS listener can be started
 * @param clientTls null: TLS to others fails
 * @param connectMillis to open a connection and agree on TLS
 * @param idleSeconds without a byte a connection is closed
 * @param connections of others at most; more are closed at once
 * @param messageBytes one message at most
 */
public record StreamSettings(
        @Nullable SslContext serverTls,
        @Nullable SslContext clientTls,
        int connectMillis,
        int idleSeconds,
        int connections,
        int messageBytes) {
    public static final StreamSettings PLAIN = new StreamSettings(null, null, 1_000, 900, 4_096, 65_535);

    /** The same with TLS. */
    public StreamSettings with(@Nullable SslContext server, SslContext client) {
        return new StreamSettings(server, client, connectMillis, idleSeconds, connections, messageBytes);
    }
}
