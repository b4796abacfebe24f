package io.gavel.gateway.bid;

import io.gavel.gateway.client.Signer;
import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.SigningSecrets;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Makes values of the outputs that the buyers' edge hears, with the market's names put in. The consumer's thread only. */
final class Decoder {
    private static final int TEXT_BYTES = 1 << 16;
    private static final Signer NOBODY = new Signer(new byte[32]);

    private final Directory directory;
    private final SigningSecrets secrets;
    private final Breakers breakers;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidsWantedDecoder bidsWanted = new BidsWantedDecoder();
    private final DeliveryWantedDecoder deliveryWanted = new DeliveryWantedDecoder();
    private final Int2ObjectHashMap<Target> targets = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<FieldNames> fieldNames = new Int2ObjectHashMap<>();
    private final JsonBytes json = new JsonBytes();
    private final byte[] text = new byte[TEXT_BYTES];

    Decoder(Directory directory, SigningSecrets secrets, Breakers breakers) {
        this.directory = directory;
        this.secrets = secrets;
        this.breakers = breakers;
    }

    /** The correlation id of what was decoded last. */
    long correlationId(boolean bids) {
        return bids ? bidsWanted.correlationId() : deliveryWanted.correlationId();
    }

    BidRound bidsWanted(DirectBuffer buffer, int offset) {
        BidsWantedDecoder message = bidsWanted.wrapAndApplyHeader(buffer, offset, header);
        Snapshot market = directory.now();
        CampaignInfo campaign = market.campaign(message.campaignId());
        BidsWantedDecoder.OrdersDecoder orders = message.orders();
        BidRound.Ask[] asks = new BidRound.Ask[orders.count()];
        for (int i = 0; i < asks.length; i++) {
            orders.next();
            int orderId = orders.orderId();
            asks[i] = new BidRound.Ask(orderId, orders.timeoutMillis(), target(market, orderId, campaign));
        }
        return new BidRound(
                message.pingId(),
                message.deadlineMicros(),
                message.floorMicros(),
                message.flags().test(),
                asks,
                fields(message.attributes(), campaign == null ? null : market.vertical(campaign.verticalId())));
    }

    Delivery deliveryWanted(DirectBuffer buffer, int offset) {
        DeliveryWantedDecoder message = deliveryWanted.wrapAndApplyHeader(buffer, offset, header);
        Snapshot market = directory.now();
        BuyerInfo buyer = market.buyer(message.buyerId());
        return new Delivery(
                message.leadId(),
                message.pingId(),
                message.leadRef(),
                message.priceMicros(),
                message.orderId(),
                message.attempt(),
                message.timeoutMillis(),
                message.reference(),
                buyer == null ? NOBODY : secrets.ofBuyer(buyer.entity()),
                buyer == null ? null : target(market, message.orderId(), market.campaign(message.campaignId())));
    }

    private @Nullable Target target(Snapshot market, int orderId, @Nullable CampaignInfo campaign) {
        OrderInfo order = market.order(orderId);
        if (order == null || campaign == null) {
            return null;
        }
        Target known = targets.get(orderId);
        if (known != null && known.isOf(order, campaign, market.currency())) {
            return known;
        }
        Target made = new Target(order, campaign, market.currency(), breakers);
        targets.put(orderId, made);
        return made;
    }

    private byte[] fields(BidsWantedDecoder.AttributesDecoder attributes, @Nullable Vertical vertical) {
        json.clear().raw('{');
        FieldNames names = vertical == null ? null : names(vertical);
        boolean first = true;
        while (attributes.hasNext()) {
            attributes.next();
            int fieldId = attributes.fieldId();
            long value = attributes.value();
            int length = attributes.getText(text, 0, text.length);
            if (names != null && names.write(json, first, fieldId, value, text, length)) {
                first = false;
            }
        }
        return json.raw('}').copy();
    }

    private FieldNames names(Vertical vertical) {
        FieldNames known = fieldNames.get(vertical.id());
        if (known != null && known.isOf(vertical)) {
            return known;
        }
        FieldNames made = new FieldNames(vertical);
        fieldNames.put(vertical.id(), made);
        return made;
    }
}
