package io.gavel.core;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CallArrivedDecoder;
import io.gavel.message.CallHungUpDecoder;
import io.gavel.message.CallMeasuredDecoder;
import io.gavel.message.CallReviewedDecoder;
import io.gavel.message.CallScreenedDecoder;
import io.gavel.message.CallTranscribedDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.CostsReportedDecoder;
import io.gavel.message.DeliveryAnsweredDecoder;
import io.gavel.message.DocumentPutDecoder;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.LegChangedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.OutcomeReportedDecoder;
import io.gavel.message.PaymentRecordedDecoder;
import io.gavel.message.PayoutRecordedDecoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.PoolPutDecoder;
import io.gavel.message.PostReceivedDecoder;
import io.gavel.message.ReturnDecidedDecoder;
import io.gavel.message.ReturnRequestedDecoder;
import io.gavel.message.ScoresAskedDecoder;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.SuppressionChangedDecoder;
import io.gavel.message.TimeAdvancedDecoder;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.message.VisitOpenedDecoder;
import io.gavel.message.VisitTouchedDecoder;
import io.gavel.message.VoiceHeardDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The shapes of all inputs: fixed block, then groups and texts, in the order of the schema. A message that is whole can be read
 * to its end, and has no value that nobody knows; so whoever reads one need not expect that it breaks off in the middle of a change.
 */
final class Shape {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    /** Of a group: the length of a block, and how many there are, two bytes each. */
    private static final int GROUP_HEAD = 4;
    /** A part that is a text, or bytes; other parts are groups. */
    private static final int TEXT = -1;

    private static final int BYTES = -2;
    /** A text that messages have since version 2. */
    private static final int TEXT_SINCE_2 = -3;

    /** By template: the least block length (that of the first version), then the parts. */
    private static final int[][] INPUTS = new int[100][];

    static {
        INPUTS[TimeAdvancedDecoder.TEMPLATE_ID] = shape(TimeAdvancedDecoder.BLOCK_LENGTH);
        // The commonest: its groups and texts are looked at as they are read.
        INPUTS[PingReceivedDecoder.TEMPLATE_ID] = shape(PingReceivedDecoder.BLOCK_LENGTH);
        INPUTS[PostReceivedDecoder.TEMPLATE_ID] =
                shape(PostReceivedDecoder.BLOCK_LENGTH, group(10, 1), group(10, 0), group(4, 0));
        INPUTS[BidReceivedDecoder.TEMPLATE_ID] = shape(25, TEXT, TEXT_SINCE_2);
        INPUTS[DeliveryAnsweredDecoder.TEMPLATE_ID] = shape(DeliveryAnsweredDecoder.BLOCK_LENGTH, TEXT, TEXT);
        INPUTS[ReturnRequestedDecoder.TEMPLATE_ID] = shape(ReturnRequestedDecoder.BLOCK_LENGTH, TEXT);
        INPUTS[PaymentRecordedDecoder.TEMPLATE_ID] = shape(PaymentRecordedDecoder.BLOCK_LENGTH, TEXT);
        INPUTS[SuppressionChangedDecoder.TEMPLATE_ID] =
                shape(SuppressionChangedDecoder.BLOCK_LENGTH, group(8, 0), TEXT);
        INPUTS[CallArrivedDecoder.TEMPLATE_ID] =
                shape(CallArrivedDecoder.dialledEncodingOffset(), group(10, 1), group(10, 0), TEXT, TEXT);
        INPUTS[CallScreenedDecoder.TEMPLATE_ID] = shape(CallScreenedDecoder.BLOCK_LENGTH, group(10, 1));
        INPUTS[LegChangedDecoder.TEMPLATE_ID] = shape(LegChangedDecoder.answeredMillisEncodingOffset(), TEXT);
        INPUTS[CallHungUpDecoder.TEMPLATE_ID] = shape(CallHungUpDecoder.BLOCK_LENGTH);
        INPUTS[CallMeasuredDecoder.TEMPLATE_ID] = shape(CallMeasuredDecoder.BLOCK_LENGTH, group(20, 0));
        INPUTS[CallReviewedDecoder.TEMPLATE_ID] = shape(CallReviewedDecoder.BLOCK_LENGTH, TEXT);
        INPUTS[VoiceHeardDecoder.TEMPLATE_ID] = shape(VoiceHeardDecoder.BLOCK_LENGTH);
        INPUTS[CallTranscribedDecoder.TEMPLATE_ID] = shape(CallTranscribedDecoder.BLOCK_LENGTH, TEXT);
        INPUTS[VisitOpenedDecoder.TEMPLATE_ID] = shape(VisitOpenedDecoder.BLOCK_LENGTH, group(10, 1), TEXT);
        INPUTS[OutcomeReportedDecoder.TEMPLATE_ID] = shape(OutcomeReportedDecoder.BLOCK_LENGTH);
        INPUTS[ScoresAskedDecoder.TEMPLATE_ID] = shape(ScoresAskedDecoder.BLOCK_LENGTH);
        INPUTS[VisitTouchedDecoder.TEMPLATE_ID] = shape(VisitTouchedDecoder.BLOCK_LENGTH);
        INPUTS[VerticalPutDecoder.TEMPLATE_ID] =
                shape(VerticalPutDecoder.scoreAfterEncodingOffset(), group(3, 0), TEXT, TEXT, BYTES);
        INPUTS[SellerPutDecoder.TEMPLATE_ID] = shape(SellerPutDecoder.BLOCK_LENGTH, group(10, 0), TEXT, TEXT, BYTES);
        INPUTS[CampaignPutDecoder.TEMPLATE_ID] =
                shape(CampaignPutDecoder.repeatEncodingOffset(), group(2, 0), group(4, 0), TEXT, TEXT, BYTES);
        INPUTS[BuyerPutDecoder.TEMPLATE_ID] =
                shape(BuyerPutDecoder.lowMicrosEncodingOffset(), group(12, 0), group(10, 0), TEXT, TEXT, BYTES);
        INPUTS[OrderPutDecoder.TEMPLATE_ID] = shape(
                OrderPutDecoder.carrierIdEncodingOffset(),
                group(2, 0),
                group(4, 0),
                group(10, 0),
                BYTES,
                TEXT,
                TEXT,
                BYTES);
        INPUTS[DocumentPutDecoder.TEMPLATE_ID] = shape(DocumentPutDecoder.BLOCK_LENGTH, TEXT, TEXT, BYTES);
        INPUTS[PoolPutDecoder.TEMPLATE_ID] =
                shape(PoolPutDecoder.campaignIdEncodingOffset(), BYTES, BYTES, TEXT, TEXT, BYTES);
        INPUTS[CarrierPutDecoder.TEMPLATE_ID] =
                shape(CarrierPutDecoder.transcriptionMicrosEncodingOffset(), TEXT, TEXT, BYTES);
        INPUTS[NumberPutDecoder.TEMPLATE_ID] = shape(NumberPutDecoder.BLOCK_LENGTH, TEXT, TEXT, TEXT, BYTES);
        INPUTS[CostsReportedDecoder.TEMPLATE_ID] = shape(CostsReportedDecoder.BLOCK_LENGTH, group(24, 2), TEXT);
        INPUTS[PayoutRecordedDecoder.TEMPLATE_ID] = shape(PayoutRecordedDecoder.BLOCK_LENGTH, TEXT);
        INPUTS[ReturnDecidedDecoder.TEMPLATE_ID] = shape(ReturnDecidedDecoder.BLOCK_LENGTH, TEXT);
        INPUTS[EntityDeletedDecoder.TEMPLATE_ID] = shape(EntityDeletedDecoder.BLOCK_LENGTH, TEXT);
    }

    /** Whether this is an input that is known, and ends where it says or later. */
    boolean isWhole(UnsafeBuffer message) {
        int length = message.capacity();
        if (length < HEADER) {
            return false;
        }
        // the header's four numbers at once
        long header = message.getLong(0, LITTLE_ENDIAN);
        int block = number(header, MessageHeaderDecoder.blockLengthEncodingOffset());
        int template = number(header, MessageHeaderDecoder.templateIdEncodingOffset());
        int version = number(header, MessageHeaderDecoder.versionEncodingOffset());
        int[] parts = template < INPUTS.length ? INPUTS[template] : null;
        if (parts == null
                || number(header, MessageHeaderDecoder.schemaIdEncodingOffset()) != MessageHeaderDecoder.SCHEMA_ID
                || block < parts[0]) {
            return false;
        }
        long at = (long) HEADER + block;
        boolean hasWords = Words.isIn(template);
        if (at > length || (hasWords && !Words.areKnown(message, template, 0, HEADER, block, 1))) {
            return false;
        }
        for (int i = 1; i < parts.length && at <= length; i++) {
            long begin = at;
            at = skip(message, at, parts[i], version);
            if (hasWords && parts[i] >= 0 && at <= length && !areKnown(message, template, i, (int) begin)) {
                return false;
            }
        }
        return at <= length;
    }

    /** Of a group that is whole. */
    private static boolean areKnown(UnsafeBuffer message, int template, int part, int at) {
        int head = message.getInt(at, LITTLE_ENDIAN);
        return Words.areKnown(message, template, part, at + GROUP_HEAD, head & 0xffff, head >>> 16);
    }

    /** Where the part ends that begins at {@code at}; beyond the message's length if it is not whole. */
    private static long skip(UnsafeBuffer message, long at, int part, int version) {
        if (part >= 0) {
            return skipGroup(message, at, part >> 2, part & 3);
        }
        if (part == BYTES) {
            long end = at + 4;
            return end > message.capacity() ? end : end + (message.getInt((int) at, LITTLE_ENDIAN) & 0xffffffffL);
        }
        return part == TEXT || version >= 2 ? skipText(message, at) : at;
    }

    private static long skipGroup(UnsafeBuffer message, long at, int leastBlock, int texts) {
        long next = at + GROUP_HEAD;
        if (next > message.capacity()) {
            return next;
        }
        int head = message.getInt((int) at, LITTLE_ENDIAN);
        int block = head & 0xffff;
        int count = head >>> 16;
        if (block < leastBlock) {
            return Long.MAX_VALUE;
        }
        if (texts == 0) {
            return next + (long) block * count;
        }
        for (; count > 0 && next <= message.capacity(); count--) {
            next += block;
            for (int text = 0; text < texts; text++) {
                next = skipText(message, next);
            }
        }
        return next;
    }

    private static long skipText(UnsafeBuffer message, long at) {
        long end = at + 2;
        return end > message.capacity() ? end : end + (message.getShort((int) at, LITTLE_ENDIAN) & 0xffff);
    }

    private static int number(long header, int offset) {
        return (int) (header >>> (offset * Byte.SIZE)) & 0xffff;
    }

    private static int[] shape(int block, int... parts) {
        int[] shape = new int[parts.length + 1];
        shape[0] = block;
        System.arraycopy(parts, 0, shape, 1, parts.length);
        return shape;
    }

    /** A group whose entries have a block of at least so many bytes, and after it up to three texts. */
    private static int group(int leastBlock, int texts) {
        return (leastBlock << 2) | texts;
    }
}
