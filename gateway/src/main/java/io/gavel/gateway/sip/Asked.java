package io.gavel.gateway.sip;

import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that requests of ours went to. They are heard even when the handler hears strangers of that address no more: else
 * whoever sends in a buyer's name could make us deaf to the buyer. Bounded: when too many are known, all are forgotten. Any thread.
 */
final class Asked {
    private static final int KNOWN = 20_000;

    private final Set<InetAddress> addresses = ConcurrentHashMap.newKeySet();

    void add(@Nullable InetAddress address) {
        if (address == null || addresses.contains(address)) {
            return;
        }
        if (addresses.size() >= KNOWN) {
            addresses.clear();
        }
        addresses.add(address);
    }

    boolean has(InetAddress address) {
        return addresses.contains(address);
    }
}
