package io.gavel.gateway.http.seller;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Product;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the call of a call ping is to go: the ping's own address, and a number of the campaign. Any thread. */
final class CallWays {
    private final Supplier<@Nullable String> sipHost;
    private final Map<Long, Found> found = new ConcurrentHashMap<>();

    /** {@code sipHost}: host and port that carriers send calls to; null while no calls are taken. */
    CallWays(Supplier<@Nullable String> sipHost) {
        this.sipHost = sipHost;
    }

    /** What a call ping's answer adds. */
    record Way(@Nullable String number, @Nullable String sipHost, int billableSeconds) {}

    private record Found(Snapshot market, @Nullable String number) {}

    /** Null if the campaign does not sell calls. Of the best bid: {@code orderId}, and when it is due, -1: as the order says. */
    @Nullable
    Way of(Snapshot market, int campaignId, int sellerId, int orderId, int billableSeconds) {
        CampaignInfo campaign = market.campaign(campaignId);
        if (campaign == null || campaign.product() != Product.CALL) {
            return null;
        }
        OrderInfo order = market.order(orderId);
        int ofOrder = order == null ? 0 : order.billableSeconds();
        int seconds = billableSeconds >= 0 ? billableSeconds : ofOrder;
        return new Way(number(market, campaignId, sellerId), sipHost.get(), seconds);
    }

    /** The first number that pays this seller, else one that pays nobody in particular; looked for once a market. */
    private @Nullable String number(Snapshot market, int campaignId, int sellerId) {
        long key = ((long) campaignId << 32) | sellerId;
        Found known = found.get(key);
        if (known == null || known.market != market) {
            known = new Found(market, search(market, campaignId, sellerId));
            found.put(key, known);
        }
        return known.number;
    }

    private static @Nullable String search(Snapshot market, int campaignId, int sellerId) {
        String ofNobody = null;
        for (int id = 1; id < market.end(EntityKind.NUMBER); id++) {
            NumberInfo number = market.number(id);
            if (number == null || !number.enabled() || number.campaignId() != campaignId) {
                continue;
            }
            if (number.sellerId() == sellerId) {
                return number.name();
            }
            if (number.sellerId() == 0 && ofNobody == null) {
                ofNobody = number.name();
            }
        }
        return ofNobody;
    }
}
