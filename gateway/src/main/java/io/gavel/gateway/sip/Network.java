package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a loop needs of the outside. */
interface Network {
    /**
     * The first path to a host, now or later; null if there is none.
     *
     * @param bytes how long the request is
     */
    void path(SipUri hop, int bytes, Consumer<@Nullable Path> ready);

    /** The ways to a host, one after the other. */
    default Route route(SipUri hop) {
        boolean[] asked = new boolean[1];
        return (bytes, ready) -> {
            if (asked[0]) {
                ready.accept(null);
            } else {
                asked[0] = true;
                path(hop, bytes, ready);
            }
        };
    }

    /** A request of ours goes there: what comes back is heard, whoever else sends from that address. */
    default void asked(InetSocketAddress remote) {}

    /** Whether more comes in than is read: new calls are refused until that is over. */
    default boolean isBehind() {
        return false;
    }

    /** Our own port for a transport. */
    int port(Transport transport);
}
