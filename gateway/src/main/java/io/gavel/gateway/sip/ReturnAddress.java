package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.Via;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** Where answers go: {@code received} and {@code rport} (RFC 3261 §18.2, RFC 3581). Pure. */
final class ReturnAddress {
    private static final int DEFAULT_PORT = 5060;

    private ReturnAddress() {}

    /** The Via with what the socket saw; the same object if it says the truth. */
    static Via stamp(Via via, InetSocketAddress from) {
        Via stamped = via;
        String seen = NetUtil.toAddressString(from.getAddress());
        if (via.wantsSourcePort()) {
            stamped = stamped.with("rport", Integer.toString(from.getPort()));
        }
        if (via.wantsSourcePort()
                || !bare(via.host()).equals(seen)
                || via.parameters().has("received")) {
            stamped = stamped.with("received", seen);
        }
        return stamped;
    }

    /** For a datagram: the source's address, at the port that the Via wants. */
    static InetSocketAddress of(Via stamped, InetSocketAddress from) {
        if (stamped.wantsSourcePort()) {
            return from;
        }
        return new InetSocketAddress(from.getAddress(), stamped.port() > 0 ? stamped.port() : DEFAULT_PORT);
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
