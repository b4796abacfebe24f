package io.gavel.core;

import io.gavel.message.AccountKind;
import io.gavel.message.BuyerPutEncoder;
import io.gavel.message.CarrierPutEncoder;
import io.gavel.message.CostsReportedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.NumberPutEncoder;
import io.gavel.message.PayoutRecordedEncoder;
import io.gavel.message.Period;
import io.gavel.message.ReturnDecidedEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Inputs about money beside sales: carriers and numbers, costs of ads, payouts, decisions on returns. */
final class UsageInputs {
    private static final byte[] NOTHING = {};

    private UsageInputs() {}

    /** By the minute, micro-units; the same rounding for all. */
    static UnsafeBuffer carrier(
            int id, long inbound, long outbound, long recording, long platform, long monthly, int first, int step) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CarrierPutEncoder message = new CarrierPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .carrierId(id)
                .inboundMicros(inbound)
                .outboundMicros(outbound)
                .recordingMicros(recording)
                .platformMicros(platform)
                .monthlyMicros(monthly)
                .inboundFirst(first)
                .inboundStep(step)
                .outboundFirst(first)
                .outboundStep(step)
                .recordingFirst(first)
                .recordingStep(step)
                .key("carrier-" + id)
                .actor("test")
                .putDocument(NOTHING, 0, 0);
        return done(out, message.encodedLength());
    }

    /** Of campaign 1 and seller 1; {@code -1}: what its carrier asks. */
    static UnsafeBuffer number(
            int id, int carrierId, int campaignId, long digits, long monthly, long minute, int sinceDay) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        NumberPutEncoder message = new NumberPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .numberId(id)
                .carrierId(carrierId)
                .campaignId(campaignId)
                .sellerId(campaignId == 0 ? 0 : 1)
                .sinceDay(sinceDay)
                .digits(digits)
                .monthlyMicros(monthly)
                .minuteMicros(minute)
                .rented((short) 1)
                .source("billboard")
                .key("+" + digits)
                .actor("test")
                .putDocument(NOTHING, 0, 0);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer cost(int campaignId, int day, String source, String keyword, long amount) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CostsReportedEncoder message = new CostsReportedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder()).correlationId(1);
        message.costsCount(1)
                .next()
                .campaignId(campaignId)
                .day(day)
                .startMicros(day * 86_400_000_000L)
                .amountMicros(amount)
                .source(source)
                .keyword(keyword);
        message.actor("test");
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer payout(AccountKind kind, int id, long amount, long until) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PayoutRecordedEncoder message = new PayoutRecordedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(1)
                .untilMicros(until)
                .amountMicros(amount)
                .accountId(id)
                .accountKind(kind)
                .note("wire");
        return done(out, message.encodedLength());
    }

    /** A buyer that is told below so much, and may give back so many a day, at once or after approval. */
    static UnsafeBuffer buyer(
            int id, long credit, long low, long returnSeconds, int returnCount, int returnShare, boolean waits) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        BuyerPutEncoder message = new BuyerPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .buyerId(id)
                .creditMicros(credit)
                .enabled((short) 1)
                .lowMicros(low)
                .returnSeconds(returnSeconds)
                .returnCount(returnCount)
                .returnShare(returnShare)
                .returnPeriod(Period.DAY)
                .returnsWait((short) (waits ? 1 : 0));
        message.zoneCount(0);
        message.capsCount(0);
        message.key("b" + id).actor("test").putDocument(NOTHING, 0, 0);
        return done(out, message.encodedLength());
    }

    /** Writes other terms into a buyer's put. */
    static void terms(UnsafeBuffer put, long low, long seconds, int count, int share, boolean waits) {
        BuyerPutEncoder message = new BuyerPutEncoder().wrap(put, MessageHeaderEncoder.ENCODED_LENGTH);
        message.lowMicros(low).returnSeconds(seconds).returnCount(count).returnShare(share);
        message.returnPeriod(Period.WEEK).returnsWait((short) (waits ? 1 : 0));
    }

    static UnsafeBuffer decided(long leadId, int buyerId, boolean approved) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        ReturnDecidedEncoder message = new ReturnDecidedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(1)
                .leadId(leadId)
                .buyerId(buyerId)
                .approved((short) (approved ? 1 : 0))
                .note("checked");
        return done(out, message.encodedLength());
    }

    private static UnsafeBuffer done(ExpandableArrayBuffer out, int length) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + length];
        out.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
