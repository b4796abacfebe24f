package io.gavel.gateway.notify;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Signer;
import java.util.List;

/**
 * One webhook of the market document.
 *
 * @param events what it wants: {@code lead.sold}, {@code lead.*}, {@code *}; empty: everything
 */
record Receiver(int id, String name, Endpoint endpoint, List<String> events, Signer signer) {

    boolean wants(String type) {
        if (events.isEmpty()) {
            return true;
        }
        for (String event : events) {
            boolean all = event.endsWith("*");
            if (all ? type.startsWith(event.substring(0, event.length() - 1)) : type.equals(event)) {
                return true;
            }
        }
        return false;
    }
}
