package io.gavel.gateway.market;

import io.gavel.message.BuyerPutEncoder;
import io.gavel.message.CampaignPutEncoder;
import io.gavel.message.CapKind;
import io.gavel.message.DocumentPutEncoder;
import io.gavel.message.EntityDeletedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Period;
import io.gavel.message.PoolPutEncoder;
import io.gavel.message.Repeat;
import io.gavel.message.SellerPutEncoder;
import io.gavel.message.VerticalPutEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Changes as engine messages, encoded in place from offset 0. One thread. */
final class Encoding {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VerticalPutEncoder vertical = new VerticalPutEncoder();
    private final SellerPutEncoder seller = new SellerPutEncoder();
    private final CampaignPutEncoder campaign = new CampaignPutEncoder();
    private final BuyerPutEncoder buyer = new BuyerPutEncoder();
    private final OrderEncoding order = new OrderEncoding();
    private final PoolPutEncoder pool = new PoolPutEncoder();
    private final InventoryEncoding inventory = new InventoryEncoding();
    private final DocumentPutEncoder document = new DocumentPutEncoder();
    private final EntityDeletedEncoder deleted = new EntityDeletedEncoder();

    private MutableDirectBuffer buffer = new UnsafeBuffer(new byte[0]);
    private long correlationId;
    private String actor = "";
    private long nowSeconds;

    /** Changes as inputs that nobody is to hear of: for traffic that is only tried. */
    static List<byte[]> inputs(List<Change> changes, long epochSeconds) {
        Encoding encoding = new Encoding();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        List<byte[]> inputs = new ArrayList<>(changes.size());
        for (Change change : changes) {
            byte[] input = new byte[encoding.encode(change, 0, "what-if", epochSeconds, buffer)];
            buffer.getBytes(0, input);
            inputs.add(input);
        }
        return inputs;
    }

    /**
     * Encodes one change.
     *
     * @param actor who wants it
     * @param nowSeconds UTC epoch seconds, for tables of time zones
     * @return the message's length, header included
     */
    int encode(Change change, long correlationId, String actor, long nowSeconds, MutableDirectBuffer into) {
        this.buffer = into;
        this.correlationId = correlationId;
        this.actor = actor;
        this.nowSeconds = nowSeconds;
        Listed after = change.after();
        if (after == null) {
            return deleted(change);
        } else if (after instanceof Vertical put) {
            return vertical(put);
        } else if (after instanceof SellerInfo put) {
            return seller(put);
        } else if (after instanceof CampaignInfo put) {
            return campaign(put);
        } else if (after instanceof BuyerInfo put) {
            return buyer(put);
        } else if (after instanceof OrderReader.Order put) {
            return order.encode(put, header, buffer, correlationId, actor);
        } else if (after instanceof PoolInfo put) {
            return pool(put);
        } else if (after instanceof CarrierInfo put) {
            return inventory.carrier(put, header, buffer, correlationId, actor);
        } else if (after instanceof NumberInfo put) {
            return inventory.number(put, header, buffer, correlationId, actor);
        }
        return document(after.entity());
    }

    private int vertical(Vertical put) {
        vertical.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .verticalId(put.id())
                .scoreAfter(put.scoreAfter());
        VerticalPutEncoder.FieldsEncoder fields =
                vertical.fieldsCount(put.fields().size());
        for (Field field : put.fields()) {
            fields.next().fieldId(field.id()).fieldType(field.type());
        }
        vertical.key(put.name()).actor(actor);
        byte[] text = bytes(put.entity());
        vertical.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + vertical.encodedLength();
    }

    private int seller(SellerInfo put) {
        seller.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .sellerId(put.id())
                .shareMicros(put.shareMicros())
                .marginMicros(put.marginMicros())
                .enabled(flag(put.enabled()));
        SellerPutEncoder.CapsEncoder caps = seller.capsCount(put.caps().size());
        for (Cap cap : put.caps()) {
            caps.next().limit(cap.limit()).kind(cap.kind()).period(period(cap));
        }
        seller.key(put.name()).actor(actor);
        byte[] text = bytes(put.entity());
        seller.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + seller.encodedLength();
    }

    private int campaign(CampaignInfo put) {
        Duplicates duplicates = put.duplicates();
        CallTerms calls = put.calls();
        campaign.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .campaignId(put.id())
                .verticalId(put.verticalId())
                .floorMicros(put.floorMicros())
                .deadlineMillis(put.deadlineMillis())
                .maxSales(calls == null ? put.maxSales() : calls.ringAtOnce())
                .awardMillis(put.awardMillis())
                .postMillis(put.postMillis())
                .duplicateSeconds(duplicates == null ? 0 : duplicates.windowSeconds())
                .product(put.product())
                .method(put.method())
                .pricing(put.pricing())
                .enabled(flag(put.enabled()))
                .repeat(duplicates == null ? Repeat.REJECT : duplicates.repeat())
                .recorded(flag(calls != null && calls.records()))
                .byValue(flag(put.score().byValue()))
                .gateMicros(put.score().gateMicros())
                .fallbackId(put.score().fallbackId())
                .reviewMicros(put.score().reviewMicros())
                .reviewSeconds(put.score().reviewSeconds())
                .reviewReleases(flag(put.score().reviewReleases()));
        List<Integer> fields = duplicates == null ? List.of() : duplicates.fieldIds();
        CampaignPutEncoder.DuplicateFieldsEncoder by = campaign.duplicateFieldsCount(fields.size());
        for (int field : fields) {
            by.next().fieldId(field);
        }
        CampaignPutEncoder.SellersEncoder sellers =
                campaign.sellersCount(put.sellerIds().size());
        for (int id : put.sellerIds()) {
            sellers.next().sellerId(id);
        }
        campaign.key(put.name()).actor(actor);
        byte[] text = bytes(put.entity());
        campaign.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + campaign.encodedLength();
    }

    private int buyer(BuyerInfo put) {
        buyer.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .buyerId(put.id())
                .creditMicros(put.creditMicros())
                .enabled(flag(put.enabled()))
                .lowMicros(put.lowMicros())
                .returnSeconds(put.returns().windowSeconds())
                .returnCount(put.returns().count())
                .returnShare(put.returns().shareMicros())
                .returnPeriod(put.returns().period())
                .returnsWait(flag(put.returns().waits()));
        List<ZoneOffsets> offsets = ZoneOffsets.of(put.zone(), nowSeconds);
        BuyerPutEncoder.ZoneEncoder zone = buyer.zoneCount(offsets.size());
        for (ZoneOffsets offset : offsets) {
            zone.next().fromSeconds(offset.fromSeconds()).offsetSeconds(offset.offsetSeconds());
        }
        BuyerPutEncoder.CapsEncoder caps = buyer.capsCount(put.caps().size());
        for (Cap cap : put.caps()) {
            caps.next().limit(cap.limit()).kind(cap.kind()).period(period(cap));
        }
        buyer.key(put.name()).actor(actor);
        byte[] text = bytes(put.entity());
        buyer.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + buyer.encodedLength();
    }

    private int pool(PoolInfo put) {
        pool.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .poolId(put.id())
                .holdSeconds(put.holdSeconds())
                .quarantineSeconds(put.quarantineSeconds())
                .lateSeconds(put.lateSeconds())
                .longestSeconds(put.longestSeconds())
                .perAddress(put.perAddress())
                .enabled(flag(put.enabled()))
                .overflow(put.overflow())
                .campaignId(put.campaignId())
                .sellerId(put.sellerId());
        byte[] numbers = digits(put.numbers());
        byte[] retiring = digits(put.retiring());
        pool.putNumbers(numbers, 0, numbers.length)
                .putRetiring(retiring, 0, retiring.length)
                .key(put.name())
                .actor(actor);
        byte[] text = bytes(put.entity());
        pool.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + pool.encodedLength();
    }

    private static byte[] digits(List<Long> numbers) {
        ByteBuffer digits = ByteBuffer.allocate(numbers.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(digits::putLong);
        return digits.array();
    }

    private int document(Entity put) {
        document.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .entityId(put.id())
                .kind(put.kind())
                .key(put.name())
                .actor(actor);
        byte[] text = bytes(put);
        document.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + document.encodedLength();
    }

    private int deleted(Change change) {
        Entity before = change.before();
        if (before == null) {
            throw new IllegalArgumentException("nothing to delete");
        }
        deleted.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .entityId(before.id())
                .kind(before.kind())
                .actor(actor);
        return MessageHeaderEncoder.ENCODED_LENGTH + deleted.encodedLength();
    }

    static Period period(Cap cap) {
        return cap.kind() == CapKind.CONCURRENT ? Period.TOTAL : cap.period();
    }

    static byte[] bytes(Entity entity) {
        return entity.document().getBytes(StandardCharsets.UTF_8);
    }

    private static short flag(boolean value) {
        return (short) (value ? 1 : 0);
    }
}
