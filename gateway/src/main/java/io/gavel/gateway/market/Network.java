package io.gavel.gateway.market;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address or network in CIDR form (RFC 4632). Names are never looked up. Any thread. */
public final class Network {
    private final byte[] address;
    private final int prefix;

    private Network(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /** A text that {@link Addresses#isNetwork} accepts. */
    static Network of(String text) {
        int slash = text.indexOf('/');
        try {
            byte[] address = InetAddress.getByName(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            return new Network(address, slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + " is no address", e);
        }
    }

    /**
     * An address or network as text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Network parse(String text) {
        if (!Addresses.isNetwork(text)) {
            throw new IllegalArgumentException(text + " is no address or network");
        }
        return of(text);
    }

    /** Whether an address of the same family lies in it. */
    public boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = 0xff << Math.max(0, 8 - (prefix - bit));
            if (((address[bit >> 3] ^ other[bit >> 3]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
