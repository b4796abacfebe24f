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
     * The path to a host, now or later; null if there is none.
     *
     * @param bytes how long the request is
     */
    void path(SipUri hop, int bytes, Consumer<@Nullable Path> ready);

    /** A request of ours goes there: what comes back is heard, whoever else sends from that address. */
    default void asked(InetSocketAddress remote) {}

    /** Our own port for a transport. */
    int port(Transport transport);
}
