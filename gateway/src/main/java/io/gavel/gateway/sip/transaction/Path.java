package io.gavel.gateway.sip.transaction;

import java.net.InetSocketAddress;

/** Where the messages of a transaction go: a datagram's address or a connection. To be used on the transaction's loop. */
public interface Path {
    /** Who is told, once at most for each message and on the loop, that it cannot get out. */
    interface Sender {
        void onPathFailure();
    }

    /** Whether nothing needs to be repeated: TCP, TLS. */
    boolean isReliable();

    /** As a Via has it: UDP, TCP, TLS. */
    String transport();

    InetSocketAddress remote();

    /** False when a connection is closed and another path is needed. */
    default boolean isOpen() {
        return true;
    }

    void send(byte[] message, Sender sender);
}
