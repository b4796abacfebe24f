package io.gavel.gateway.visit;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Network;
import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;

/**
 * Whose word on where a request came from is taken: the last address of {@code X-Forwarded-For} that is no proxy's own. Without
 * proxies the header is not looked at, for anybody can write it.
 */
public final class Proxies {
    private static final String FORWARDED = "x-forwarded-for";
    private final List<Network> networks;

    private Proxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Networks in CIDR form, separated by commas; empty: none.
     *
     * @throws IllegalArgumentException if one is none
     */
    public static Proxies of(String text) {
        return new Proxies(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .map(Network::parse)
                .toList());
    }

    /** Where the request came from, as text. */
    public String address(Call call) {
        String peer = call.address();
        String forwarded = networks.isEmpty() ? null : call.header(FORWARDED);
        if (forwarded == null || !isProxy(peer)) {
            return peer;
        }
        String[] hops = forwarded.split(",", 20);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (NetUtil.createByteArrayFromIpAddressString(hop) == null) {
                return peer;
            }
            if (!isProxy(hop)) {
                return hop;
            }
        }
        return peer;
    }

    private boolean isProxy(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && networks.stream().anyMatch(network -> network.contains(bytes));
    }
}
