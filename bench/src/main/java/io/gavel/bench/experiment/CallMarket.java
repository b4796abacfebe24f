package io.gavel.bench.experiment;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** A market that sells every call to its best of a few buyers, all at one address. */
final class CallMarket {
    private CallMarket() {}

    /** So many orders with a fixed price each. */
    static String of(int buyerPort, int orders) {
        StringBuilder text = new StringBuilder("""
                currency: USD
                verticals: {calls: {fields: {state: {type: us_state}, phone: {type: phone, personal: true}}}}
                sellers: {bench: {share: 0.80}}
                carriers: {bench: {addresses: [127.0.0.1/32], seller: bench}}
                campaigns: {calls: {vertical: calls, product: call, method: ping_post, sellers: [bench]}}
                numbers: {"+18005550199": {campaign: calls, source: bench, seller: bench}}
                buyers: {bench: {credit: 1000000000.00}}
                orders:
                """);
        for (int i = 0; i < orders; i++) {
            text.append("  order-")
                    .append(i)
                    .append(": {buyer: bench, campaign: calls, price: ")
                    .append(5 + i);
            text.append(".00, billable_after_s: 0, deliver: {sip: \"sip:desk@127.0.0.1:")
                    .append(buyerPort);
            text.append("\"}}\n");
        }
        return text.toString();
    }

    /** A UDP port that nobody has now. */
    static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
