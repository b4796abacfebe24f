package io.gavel.gateway.bid;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.market.Bid;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.message.Product;
import org.jspecify.annotations.Nullable;

/** An order as the buyers' edge needs it: addresses prepared, constant parts of its messages encoded. Immutable. */
final class Target {
    final String name;
    final @Nullable Asking asking;
    final @Nullable Endpoint deliveryEndpoint;
    final byte[] deliveryPart;

    private final OrderInfo order;
    private final CampaignInfo campaign;
    private final String currency;

    Target(OrderInfo order, CampaignInfo campaign, String currency, Breakers breakers) {
        this.order = order;
        this.campaign = campaign;
        this.currency = currency;
        this.name = order.name();
        Bid bid = order.bid();
        Endpoint asked = bid == null ? null : endpoint(bid.url());
        this.asking = bid == null || asked == null ? null : asking(bid, asked, breakers);
        String deliver = order.deliver() == null ? null : order.deliver().url();
        this.deliveryEndpoint = deliver == null ? null : endpoint(deliver);
        this.deliveryPart = BuyerProtocol.deliveryPart(name);
    }

    /** How an order is asked. */
    static final class Asking {
        final String name;
        final Endpoint endpoint;
        final Breaker breaker;
        final byte[] orderPart;
        final long maxMicros;
        /** What it usually has to answer in, unless a seller is in a hurry. */
        final int usualMillis;
        /** Where its bids may send calls; null unless it buys calls. */
        final @Nullable Deliver calls;

        Asking(
                String name,
                Endpoint endpoint,
                Breaker breaker,
                byte[] orderPart,
                long maxMicros,
                int usualMillis,
                @Nullable Deliver calls) {
            this.name = name;
            this.endpoint = endpoint;
            this.breaker = breaker;
            this.orderPart = orderPart;
            this.maxMicros = maxMicros;
            this.usualMillis = usualMillis;
            this.calls = calls;
        }
    }

    boolean isOf(OrderInfo other, CampaignInfo otherCampaign, String otherCurrency) {
        return order.entity().version() == other.entity().version()
                && campaign.id() == otherCampaign.id()
                && campaign.entity().version() == otherCampaign.entity().version()
                && currency.equals(otherCurrency);
    }

    private Asking asking(Bid bid, Endpoint endpoint, Breakers breakers) {
        String product = campaign.product() == Product.CALL ? "call" : "lead";
        return new Asking(
                name,
                endpoint,
                breakers.of(endpoint),
                BuyerProtocol.orderPart(name, campaign.name(), product, currency),
                bid.maxMicros(),
                Math.min(bid.timeoutMillis(), campaign.deadlineMillis()),
                campaign.product() == Product.CALL ? order.deliver() : null);
    }

    /** The market document's check refuses what is no address; should one get here all the same, it is unreachable. */
    private static @Nullable Endpoint endpoint(String url) {
        try {
            return Endpoint.of(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
