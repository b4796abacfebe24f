package io.gavel.replay;

import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.BidReceivedEncoder;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryAnsweredEncoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.PostReceivedDecoder;
import io.gavel.message.Rules;
import io.gavel.replay.RecordedAnswers.Answer;
import io.gavel.replay.RecordedAnswers.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.IntHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Recorded traffic over another market. Sellers do what they did; buyers answer what they answered, in its place of the
 * record, or at once if they are asked later than that or a post comes meanwhile. Who was not asked then does not bid; a
 * delivery that was not made then is taken as accepted. Both are counted.
 */
final class OtherRun {
    private final Rules rules;
    private final Wanted wanted;
    private final RecordedAnswers recorded;
    private final IntHashSet orders = new IntHashSet();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidReceivedDecoder bid = new BidReceivedDecoder();
    private final PostReceivedDecoder post = new PostReceivedDecoder();
    private final MutableDirectBuffer made = new ExpandableArrayBuffer();
    private long sequence;
    private long timeMicros;
    long bidsOfNoOrder;
    long neverAsked;
    long neverDelivered;
    long postsForOthers;

    OtherRun(Function<Outlet, Rules> makeRules, Tally tally, RecordedAnswers recorded) {
        this.wanted = new Wanted(tally);
        this.rules = makeRules.apply(wanted);
        this.recorded = recorded;
    }

    Rules rules() {
        return rules;
    }

    /** Begins with this market. */
    void begin(List<byte[]> market, long beginMicros) {
        for (byte[] put : market) {
            UnsafeBuffer message = new UnsafeBuffer(put);
            if (header.wrap(message, 0).templateId() == OrderPutDecoder.TEMPLATE_ID) {
                orders.add(new OrderPutDecoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .orderId());
            }
            rules.apply(0, beginMicros, message, 0, put.length);
        }
    }

    /** Takes one recorded message as it was, answers and changes of the market included: nothing is different yet. */
    void pass(long messageSequence, long messageMicros, DirectBuffer buffer, int offset, int length) {
        rules.apply(messageSequence, messageMicros, buffer, offset, length);
        wanted.forget();
    }

    /** From here on some entities are as these say. */
    void change(List<byte[]> puts, long atSequence, long atMicros) {
        for (byte[] put : puts) {
            rules.apply(atSequence, atMicros, new UnsafeBuffer(put), 0, put.length);
        }
        wanted.forget();
    }

    /** Takes one recorded message, no change of the market unless the other market follows the recorded one. */
    void apply(long messageSequence, long messageMicros, DirectBuffer buffer, int offset, int length) {
        sequence = messageSequence;
        timeMicros = messageMicros;
        recorded.reach(timeMicros);
        header.wrap(buffer, offset);
        if (header.templateId() == PostReceivedDecoder.TEMPLATE_ID) {
            post(buffer, offset, length);
        } else {
            if (header.templateId() == BidReceivedDecoder.TEMPLATE_ID) {
                count(bid.wrapAndApplyHeader(buffer, offset, header));
            }
            rules.apply(sequence, timeMicros, buffer, offset, length);
        }
        answer();
    }

    private void count(BidReceivedDecoder message) {
        if (message.answer() == BidAnswer.BID && !orders.contains(message.orderId())) {
            bidsOfNoOrder++;
        }
    }

    /** The seller had its answer before it posted: what the auction still waits for is given now. */
    private void post(DirectBuffer buffer, int offset, int length) {
        long pingId = post.wrapAndApplyHeader(buffer, offset, header).pingId();
        for (List<Question> out = wanted.takeAwaited(pingId); !out.isEmpty(); out = wanted.takeAwaited(pingId)) {
            for (Question question : out) {
                Answer answer = recorded.to(question);
                if (answer != null) {
                    give(answer);
                }
            }
            answer();
        }
        rules.apply(sequence, timeMicros, made, 0, chosenAnew(pingId, buffer, offset, length));
    }

    /** Bids that were chosen then and cannot be chosen now are left out; with none left, all that are held are meant. */
    private int chosenAnew(long pingId, DirectBuffer buffer, int offset, int length) {
        made.putBytes(0, buffer, offset, length);
        IntHashSet choice = wanted.choice(pingId);
        if (choice == null) {
            return length;
        }
        post.wrapAndApplyHeader(made, 0, header);
        for (PostReceivedDecoder.AttributesDecoder each = post.attributes(); each.hasNext(); ) {
            each.next().skipText();
        }
        for (PostReceivedDecoder.PersonsDecoder each = post.persons(); each.hasNext(); ) {
            each.next();
        }
        int groupAt = post.limit();
        List<Integer> kept = new ArrayList<>();
        PostReceivedDecoder.BidsDecoder bids = post.bids();
        int chosen = bids.count();
        while (bids.hasNext()) {
            int orderId = bids.next().orderId();
            if (choice.contains(orderId)) {
                kept.add(orderId);
            }
        }
        if (kept.size() == chosen) {
            return length;
        }
        postsForOthers++;
        int at = groupAt + PostReceivedDecoder.BidsDecoder.sbeHeaderSize();
        made.putShort(groupAt + Short.BYTES, (short) kept.size(), java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int orderId : kept) {
            made.putInt(at, orderId, java.nio.ByteOrder.LITTLE_ENDIAN);
            at += PostReceivedDecoder.BidsDecoder.sbeBlockLength();
        }
        return at;
    }

    private void answer() {
        for (Question question = wanted.next(); question != null; question = wanted.next()) {
            Answer answer = recorded.to(question);
            if (answer == null) {
                substitute(question);
            } else if (answer.sequence() <= sequence) {
                give(answer);
            } else if (!question.isDelivery()) {
                wanted.await(question);
            }
        }
    }

    private void give(Answer answer) {
        rules.apply(sequence, timeMicros, answer.message(), 0, answer.message().capacity());
    }

    private void substitute(Question question) {
        int length;
        if (question.isDelivery()) {
            neverDelivered++;
            DeliveryAnsweredEncoder accepted = new DeliveryAnsweredEncoder();
            accepted.wrapAndApplyHeader(made, 0, new MessageHeaderEncoder())
                    .leadId(question.id())
                    .orderId(question.orderId())
                    .attempt(question.attempt())
                    .latencyMicros(0)
                    .answer(DeliveryAnswer.ACCEPTED)
                    .reference("")
                    .reason("");
            length = accepted.encodedLength();
        } else {
            neverAsked++;
            BidReceivedEncoder resting = new BidReceivedEncoder();
            resting.wrapAndApplyHeader(made, 0, new MessageHeaderEncoder())
                    .pingId(question.id())
                    .priceMicros(0)
                    .orderId(question.orderId())
                    .latencyMicros(0)
                    .answer(BidAnswer.RESTING)
                    .billableSeconds(-1)
                    .reference("")
                    .destination("");
            length = resting.encodedLength();
        }
        rules.apply(sequence, timeMicros, made, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }
}
