package io.gavel.gateway.sip.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** Asks for names; every answer comes on the loop. */
interface Names {
    /**
     * What a name server said.
     *
     * @param records empty if there are none
     * @param heard false if nobody answered: then it is no use to ask for more of the same
     */
    record Answer<R>(List<R> records, boolean heard) {}

    /** RFC 3403 §4.1; {@code replacement} without the last dot. */
    record Naptr(int order, int preference, String flags, String service, String replacement) {}

    /** RFC 2782; {@code target} without the last dot. */
    record Srv(int priority, int weight, int port, String target) {}

    void naptr(String domain, Consumer<Answer<Naptr>> then);

    void srv(String name, Consumer<Answer<Srv>> then);

    /** Those of the system's own list of hosts, too; empty if there are none. */
    void addresses(String host, Consumer<List<InetAddress>> then);
}
