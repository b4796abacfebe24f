package io.gavel.replay;

import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.VerticalPutDecoder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Of which entity a message says what it is from now on. */
final class Put {
    private Put() {}

    /** One entity. */
    record Whose(EntityKind kind, int id) {}

    /** Null: of none, or of one that no auction asks about. */
    static @Nullable Whose whose(DirectBuffer buffer, int offset) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return switch (header.wrap(buffer, offset).templateId()) {
            case VerticalPutDecoder.TEMPLATE_ID ->
                new Whose(
                        EntityKind.VERTICAL,
                        new VerticalPutDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .verticalId());
            case SellerPutDecoder.TEMPLATE_ID ->
                new Whose(
                        EntityKind.SELLER,
                        new SellerPutDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .sellerId());
            case CampaignPutDecoder.TEMPLATE_ID ->
                new Whose(
                        EntityKind.CAMPAIGN,
                        new CampaignPutDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .campaignId());
            case BuyerPutDecoder.TEMPLATE_ID ->
                new Whose(
                        EntityKind.BUYER,
                        new BuyerPutDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .buyerId());
            case OrderPutDecoder.TEMPLATE_ID ->
                new Whose(
                        EntityKind.ORDER,
                        new OrderPutDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .orderId());
            case EntityDeletedDecoder.TEMPLATE_ID -> {
                EntityDeletedDecoder deleted = new EntityDeletedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Whose(deleted.kind(), deleted.entityId());
            }
            default -> null;
        };
    }
}
