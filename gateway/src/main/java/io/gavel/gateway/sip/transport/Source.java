package io.gavel.gateway.sip.transport;

import io.gavel.gateway.sip.transaction.Path;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/** Where a message came from. */
public interface Source {
    Transport transport();

    InetSocketAddress address();

    /** Our port that it came to. */
    int localPort();

    /**
     * The way back.
     *
     * @param loop which uses the path
     * @param to where datagrams go (RFC 3261 §18.2.2); a connection is its own way back
     */
    Path back(EventLoop loop, InetSocketAddress to);
}
