package io.gavel.core;

import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CallHungUpDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CapKind;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryAnsweredDecoder;
import io.gavel.message.Disposition;
import io.gavel.message.DocumentPutDecoder;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.FieldType;
import io.gavel.message.LegCause;
import io.gavel.message.LegChangedDecoder;
import io.gavel.message.LegEvent;
import io.gavel.message.MethodName;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.OutcomeReportedDecoder;
import io.gavel.message.Party;
import io.gavel.message.Period;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import io.gavel.message.Repeat;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.SuppressionAction;
import io.gavel.message.SuppressionChangedDecoder;
import io.gavel.message.VerticalPutDecoder;
import java.util.function.ToIntFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Where inputs have a value of an enumeration, and which there are: to read another one is an error, in the middle of a change. */
final class Words {
    private static final int BLOCK = 0;
    /** The schema's value for "none". */
    private static final int NONE = 255;

    private static final Words @Nullable [][] INPUTS = new Words[100][];

    static {
        in(BidReceivedDecoder.TEMPLATE_ID, of(BLOCK, BidReceivedDecoder.answerEncodingOffset(), answers()));
        in(
                DeliveryAnsweredDecoder.TEMPLATE_ID,
                of(
                        BLOCK,
                        DeliveryAnsweredDecoder.answerEncodingOffset(),
                        known(DeliveryAnswer.values(), DeliveryAnswer::value)));
        in(
                SuppressionChangedDecoder.TEMPLATE_ID,
                of(BLOCK, SuppressionChangedDecoder.scopeKindEncodingOffset(), kinds()),
                of(
                        BLOCK,
                        SuppressionChangedDecoder.actionEncodingOffset(),
                        known(SuppressionAction.values(), SuppressionAction::value)));
        in(
                LegChangedDecoder.TEMPLATE_ID,
                of(BLOCK, LegChangedDecoder.whatEncodingOffset(), known(LegEvent.values(), LegEvent::value)),
                of(BLOCK, LegChangedDecoder.causeEncodingOffset(), causes()));
        in(
                CallHungUpDecoder.TEMPLATE_ID,
                of(BLOCK, CallHungUpDecoder.partyEncodingOffset(), known(Party.values(), Party::value)),
                of(BLOCK, CallHungUpDecoder.causeEncodingOffset(), causes()));
        in(
                OutcomeReportedDecoder.TEMPLATE_ID,
                of(
                        BLOCK,
                        OutcomeReportedDecoder.dispositionEncodingOffset(),
                        known(Disposition.values(), Disposition::value)));
        in(DocumentPutDecoder.TEMPLATE_ID, of(BLOCK, DocumentPutDecoder.kindEncodingOffset(), kinds()));
        in(EntityDeletedDecoder.TEMPLATE_ID, of(BLOCK, EntityDeletedDecoder.kindEncodingOffset(), kinds()));
        in(
                CampaignPutDecoder.TEMPLATE_ID,
                of(BLOCK, CampaignPutDecoder.productEncodingOffset(), known(Product.values(), Product::value)),
                of(BLOCK, CampaignPutDecoder.methodEncodingOffset(), known(MethodName.values(), MethodName::value)),
                of(BLOCK, CampaignPutDecoder.pricingEncodingOffset(), known(Pricing.values(), Pricing::value)),
                of(BLOCK, CampaignPutDecoder.repeatEncodingOffset(), orNone(known(Repeat.values(), Repeat::value))));
        in(
                VerticalPutDecoder.TEMPLATE_ID,
                of(
                        1,
                        VerticalPutDecoder.FieldsDecoder.fieldTypeEncodingOffset(),
                        known(FieldType.values(), FieldType::value)));
        in(
                SellerPutDecoder.TEMPLATE_ID,
                of(1, SellerPutDecoder.CapsDecoder.kindEncodingOffset(), caps()),
                of(1, SellerPutDecoder.CapsDecoder.periodEncodingOffset(), periods()));
        in(
                BuyerPutDecoder.TEMPLATE_ID,
                of(BLOCK, BuyerPutDecoder.returnPeriodEncodingOffset(), orNone(periods())),
                of(2, BuyerPutDecoder.CapsDecoder.kindEncodingOffset(), caps()),
                of(2, BuyerPutDecoder.CapsDecoder.periodEncodingOffset(), periods()));
        in(
                OrderPutDecoder.TEMPLATE_ID,
                of(3, OrderPutDecoder.CapsDecoder.kindEncodingOffset(), caps()),
                of(3, OrderPutDecoder.CapsDecoder.periodEncodingOffset(), periods()));
    }

    private final int part;
    private final int offset;
    private final long known;
    private final boolean orNone;

    private Words(int part, int offset, long known) {
        this.part = part;
        this.offset = offset;
        this.known = known & Long.MAX_VALUE;
        this.orNone = known < 0;
    }

    /** Whether messages of a template have such values at all. */
    static boolean isIn(int template) {
        return INPUTS[template] != null;
    }

    /**
     * Whether all values of a part of a message are known; a value that its version does not have yet is.
     *
     * @param part 0: the fixed block; n: the n-th part behind it, a group
     * @param at where its first block begins
     * @param block the length of each
     */
    static boolean areKnown(UnsafeBuffer message, int template, int part, int at, int block, int count) {
        Words[] words = INPUTS[template];
        if (words == null) {
            return true;
        }
        for (Words each : words) {
            if (each.part == part && each.offset < block && !each.isKnown(message, at + each.offset, block, count)) {
                return false;
            }
        }
        return true;
    }

    private boolean isKnown(UnsafeBuffer message, int first, int block, int count) {
        int at = first;
        for (int entry = 0; entry < count; entry++) {
            int value = message.getByte(at) & 0xff;
            boolean isOne = value == NONE ? orNone : value < Long.SIZE - 1 && (known >>> value & 1) != 0;
            if (!isOne) {
                return false;
            }
            at += block;
        }
        return true;
    }

    private static void in(int template, Words... words) {
        INPUTS[template] = words;
    }

    private static Words of(int part, int offset, long known) {
        return new Words(part, offset, known);
    }

    private static long answers() {
        return known(BidAnswer.values(), BidAnswer::value);
    }

    private static long kinds() {
        return known(EntityKind.values(), EntityKind::value);
    }

    private static long causes() {
        return orNone(known(LegCause.values(), LegCause::value));
    }

    private static long caps() {
        return known(CapKind.values(), CapKind::value);
    }

    private static long periods() {
        return known(Period.values(), Period::value);
    }

    /** The sign says that "none" will do, too. */
    private static long orNone(long known) {
        return known | Long.MIN_VALUE;
    }

    private static <E> long known(E[] values, ToIntFunction<E> valueOf) {
        long known = 0;
        for (E each : values) {
            int value = valueOf.applyAsInt(each);
            known |= value == NONE ? 0 : 1L << value;
        }
        return known;
    }
}
