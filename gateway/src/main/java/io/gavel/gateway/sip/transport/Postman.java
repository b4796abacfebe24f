package io.gavel.gateway.sip.transport;

import java.net.InetAddress;

/** Who gets what comes in. Called on the loop that read it, which is any. */
public interface Postman {
    /** Whether anything of this address is read at all. */
    boolean hears(InetAddress address);

    /** One whole message; the bytes are the receiver's. */
    void receive(byte[] message, Source source);

    /** Something was no frame, too long or too slow; the connection is closed. */
    void onGarbage();
}
