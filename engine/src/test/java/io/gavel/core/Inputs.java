package io.gavel.core;

import io.gavel.message.AccountKind;
import io.gavel.message.Attributes;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedEncoder;
import io.gavel.message.BuyerPutEncoder;
import io.gavel.message.CampaignPutEncoder;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryAnsweredEncoder;
import io.gavel.message.Disposition;
import io.gavel.message.EntityDeletedEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.FieldType;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OrderPutEncoder;
import io.gavel.message.OutcomeReportedEncoder;
import io.gavel.message.PaymentRecordedEncoder;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.message.PostReceivedEncoder;
import io.gavel.message.ReturnRequestedEncoder;
import io.gavel.message.SellerPutEncoder;
import io.gavel.message.SuppressionAction;
import io.gavel.message.SuppressionChangedEncoder;
import io.gavel.message.TimeAdvancedEncoder;
import io.gavel.message.VerticalPutEncoder;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Inputs as an edge would write them, each in a buffer of its own. */
final class Inputs {
    /** The fields of the one vertical. */
    static final int STATE = 1;

    static final int AGE = 2;
    static final int ZIP = 3;
    static final int PHONE = 4;
    static final int EMAIL = 5;

    private static final byte[] NOTHING = {};

    private Inputs() {}

    static UnsafeBuffer time(boolean restarted) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        TimeAdvancedEncoder message = new TimeAdvancedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder()).restarted((short) (restarted ? 1 : 0));
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer vertical(int id) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        VerticalPutEncoder message = new VerticalPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .verticalId(id)
                .scoreAfter(20);
        VerticalPutEncoder.FieldsEncoder fields = message.fieldsCount(5);
        fields.next().fieldId(STATE).fieldType(FieldType.US_STATE);
        fields.next().fieldId(AGE).fieldType(FieldType.INTEGER);
        fields.next().fieldId(ZIP).fieldType(FieldType.ZIP);
        fields.next().fieldId(PHONE).fieldType(FieldType.PHONE);
        fields.next().fieldId(EMAIL).fieldType(FieldType.EMAIL);
        message.key("v" + id).actor("test").putDocument(NOTHING, 0, 0);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer seller(int id, double share, long margin, boolean enabled, OrderSpec.Cap... caps) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        SellerPutEncoder message = new SellerPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .sellerId(id)
                .shareMicros((int) Math.round(share * 1_000_000))
                .marginMicros(margin)
                .enabled((short) (enabled ? 1 : 0));
        SellerPutEncoder.CapsEncoder group = message.capsCount(caps.length);
        for (OrderSpec.Cap cap : caps) {
            group.next().limit(cap.limit()).kind(cap.kind()).period(cap.period());
        }
        message.key("s" + id).actor("test").putDocument(NOTHING, 0, 0);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer buyer(int id, long credit, boolean enabled, int offsetSeconds, OrderSpec.Cap... caps) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        BuyerPutEncoder message = new BuyerPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .buyerId(id)
                .creditMicros(credit)
                .enabled((short) (enabled ? 1 : 0));
        message.zoneCount(1).next().fromSeconds(0).offsetSeconds(offsetSeconds);
        BuyerPutEncoder.CapsEncoder group = message.capsCount(caps.length);
        for (OrderSpec.Cap cap : caps) {
            group.next().limit(cap.limit()).kind(cap.kind()).period(cap.period());
        }
        message.key("b" + id).actor("test").putDocument(NOTHING, 0, 0);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer campaign(CampaignSpec spec) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CampaignPutEncoder message = new CampaignPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .campaignId(spec.id)
                .verticalId(1)
                .floorMicros(spec.floor)
                .deadlineMillis(spec.deadlineMillis)
                .maxSales(spec.maxSales)
                .awardMillis(spec.awardMillis)
                .postMillis(spec.postMillis)
                .duplicateSeconds(spec.duplicateSeconds)
                .product(spec.product)
                .method(spec.method)
                .pricing(spec.pricing)
                .enabled((short) (spec.enabled ? 1 : 0))
                .repeat(spec.repeat)
                .recorded((short) (spec.recorded ? 1 : 0))
                .byValue((short) (spec.byValue ? 1 : 0))
                .gateMicros(spec.gateMicros)
                .fallbackId(spec.fallback)
                .reviewMicros(spec.reviewMicros)
                .reviewSeconds(spec.reviewSeconds)
                .reviewReleases((short) (spec.reviewReleases ? 1 : 0));
        message.duplicateFieldsCount(2).next().fieldId(PHONE).next().fieldId(EMAIL);
        CampaignPutEncoder.SellersEncoder sellers = message.sellersCount(spec.sellers.length);
        for (int seller : spec.sellers) {
            sellers.next().sellerId(seller);
        }
        message.key("c" + spec.id).actor("test").putDocument(NOTHING, 0, 0);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer order(OrderSpec spec) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        OrderPutEncoder message = new OrderPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .orderId(spec.id)
                .buyerId(spec.buyer)
                .campaignId(spec.campaign)
                .priceMicros(spec.price)
                .maxMicros(spec.max)
                .bidTimeoutMillis(spec.bidTimeoutMillis)
                .deliverTimeoutMillis(spec.deliverTimeoutMillis)
                .priority(spec.priority)
                .weight(spec.weight)
                .billableSeconds(spec.billableSeconds)
                .duplicateSeconds(spec.duplicateSeconds)
                .carrierId(spec.carrier);
        message.flags()
                .clear()
                .enabled(spec.enabled)
                .asks(spec.asks)
                .delivers(spec.delivers)
                .unknownNext(spec.unknownNext)
                .test(spec.test);
        message.duplicateFieldsCount(1).next().fieldId(PHONE);
        message.hoursCount(0);
        OrderPutEncoder.CapsEncoder group = message.capsCount(spec.caps.size());
        for (OrderSpec.Cap cap : spec.caps) {
            group.next().limit(cap.limit()).kind(cap.kind()).period(cap.period());
        }
        message.putFilter(spec.filter, 0, spec.filter.length);
        message.key("o" + spec.id).actor("test").putDocument(NOTHING, 0, 0);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer deleted(EntityKind kind, int id) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        EntityDeletedEncoder message = new EntityDeletedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .entityId(id)
                .kind(kind)
                .actor("test");
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer ping(PingSpec spec) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PingReceivedEncoder message = new PingReceivedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(spec.correlationId)
                .requestKey(spec.requestKey)
                .sameKey(spec.sameKey)
                .leadRef(spec.leadRef)
                .floorMicros(spec.floor)
                .sellerId(spec.seller)
                .campaignId(spec.campaign)
                .deadlineMillis(spec.deadlineMillis);
        message.flags().clear().test(spec.test).all(spec.all).direct(spec.direct);
        spec.attributes.write(message);
        PingReceivedEncoder.PersonsEncoder group = message.personsCount(spec.persons.size());
        for (Map.Entry<Integer, Long> person : spec.persons.entrySet()) {
            group.next().fieldId(person.getKey()).key(person.getValue());
        }
        message.source(spec.source).subId(spec.subId);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer post(
            long pingId,
            int seller,
            long correlationId,
            long requestKey,
            Attributes attributes,
            Map<Integer, Long> persons,
            int... chosen) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PostReceivedEncoder message = new PostReceivedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .requestKey(requestKey)
                .pingId(pingId)
                .leadRef(1_000_000 + pingId)
                .sellerId(seller);
        attributes.write(message);
        PostReceivedEncoder.PersonsEncoder group = message.personsCount(persons.size());
        for (Map.Entry<Integer, Long> person : persons.entrySet()) {
            group.next().fieldId(person.getKey()).key(person.getValue());
        }
        PostReceivedEncoder.BidsEncoder bids = message.bidsCount(chosen.length);
        for (int orderId : chosen) {
            bids.next().orderId(orderId);
        }
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer bid(long pingId, int orderId, BidAnswer answer, long priceMicros, String reference) {
        return bid(pingId, orderId, answer, priceMicros, reference, -1, "");
    }

    static UnsafeBuffer bid(
            long pingId,
            int orderId,
            BidAnswer answer,
            long priceMicros,
            String reference,
            int billableSeconds,
            String destination) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        BidReceivedEncoder message = new BidReceivedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .pingId(pingId)
                .priceMicros(priceMicros)
                .orderId(orderId)
                .latencyMicros(1_000)
                .answer(answer)
                .billableSeconds(billableSeconds)
                .reference(reference)
                .destination(destination);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer delivered(long leadId, int orderId, int attempt, DeliveryAnswer answer) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        DeliveryAnsweredEncoder message = new DeliveryAnsweredEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .leadId(leadId)
                .orderId(orderId)
                .attempt(attempt)
                .latencyMicros(2_000)
                .answer(answer)
                .reference("r" + orderId)
                .reason(answer == DeliveryAnswer.REFUSED ? "no" : "");
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer returned(long leadId, int buyerId, long correlationId) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        ReturnRequestedEncoder message = new ReturnRequestedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .leadId(leadId)
                .buyerId(buyerId)
                .reason("wrong number");
        return done(out, message.encodedLength());
    }

    /** {@code buyerId} 0: an operator says so. */
    static UnsafeBuffer outcome(long id, int buyerId, Disposition disposition, long correlationId) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        OutcomeReportedEncoder message = new OutcomeReportedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .id(id)
                .buyerId(buyerId)
                .disposition(disposition);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer paid(AccountKind kind, int id, long amount, long requestKey, long correlationId) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PaymentRecordedEncoder message = new PaymentRecordedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .requestKey(requestKey)
                .amountMicros(amount)
                .accountId(id)
                .accountKind(kind)
                .note("wire");
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer suppress(EntityKind scope, int id, SuppressionAction action, long... persons) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        SuppressionChangedEncoder message = new SuppressionChangedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(77)
                .scopeId(id)
                .scopeKind(scope)
                .action(action);
        SuppressionChangedEncoder.PersonsEncoder group = message.personsCount(persons.length);
        for (long person : persons) {
            group.next().key(person);
        }
        message.actor("test");
        return done(out, message.encodedLength());
    }

    private static UnsafeBuffer done(ExpandableArrayBuffer out, int encoded) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoded];
        out.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
