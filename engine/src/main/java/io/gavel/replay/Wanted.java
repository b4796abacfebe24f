package io.gavel.replay;

import io.gavel.message.AwardReleasedDecoder;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.Outlet;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.replay.RecordedAnswers.Question;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.IntHashSet;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Hears what rules want of buyers, and which bids a post may choose; passes everything on to a tally. */
final class Wanted implements Outlet {
    private final Tally tally;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidsWantedDecoder bids = new BidsWantedDecoder();
    private final DeliveryWantedDecoder delivery = new DeliveryWantedDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final AwardReleasedDecoder released = new AwardReleasedDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final ArrayDeque<Question> questions = new ArrayDeque<>();
    private final Long2ObjectHashMap<List<Question>> awaited = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<IntHashSet> choice = new Long2ObjectHashMap<>();

    Wanted(Tally tally) {
        this.tally = tally;
    }

    /** The next question that nobody looked at; null: none. */
    @Nullable
    Question next() {
        return questions.poll();
    }

    /** What is asked for will be answered by the record itself. */
    void forget() {
        questions.clear();
    }

    /** The answer to this will come in its place of the journal. */
    void await(Question question) {
        awaited.computeIfAbsent(question.id(), id -> new ArrayList<>()).add(question);
    }

    /** Bids that this ping's auction waits for; they are forgotten. */
    List<Question> takeAwaited(long pingId) {
        List<Question> found = awaited.remove(pingId);
        return found == null ? List.of() : found;
    }

    /** The orders that a post of this ping may choose; null: it is not awarded. */
    @Nullable
    IntHashSet choice(long pingId) {
        return choice.get(pingId);
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return tally.claim();
    }

    @Override
    public void send(int length) {
        MutableDirectBuffer buffer = tally.claim();
        switch (header.wrap(buffer, 0).templateId()) {
            case BidsWantedDecoder.TEMPLATE_ID -> ask(bids.wrapAndApplyHeader(buffer, 0, header));
            case DeliveryWantedDecoder.TEMPLATE_ID -> {
                delivery.wrapAndApplyHeader(buffer, 0, header);
                questions.add(new Question(delivery.leadId(), delivery.orderId(), delivery.attempt()));
            }
            case PingAnsweredDecoder.TEMPLATE_ID -> answered(ping.wrapAndApplyHeader(buffer, 0, header));
            case AwardReleasedDecoder.TEMPLATE_ID ->
                choice.remove(released.wrapAndApplyHeader(buffer, 0, header).pingId());
            case LeadAnsweredDecoder.TEMPLATE_ID ->
                choice.remove(lead.wrapAndApplyHeader(buffer, 0, header).pingId());
            default -> {}
        }
        tally.send(length);
    }

    private void ask(BidsWantedDecoder wanted) {
        for (BidsWantedDecoder.OrdersDecoder orders = wanted.orders(); orders.hasNext(); ) {
            questions.add(new Question(wanted.pingId(), orders.next().orderId(), 0));
        }
    }

    private void answered(PingAnsweredDecoder answer) {
        awaited.remove(answer.pingId());
        if (answer.reason() != 0 || answer.flags().direct()) {
            return;
        }
        boolean all = answer.flags().all();
        IntHashSet orders = new IntHashSet();
        for (PingAnsweredDecoder.BidsDecoder each = answer.bids(); each.hasNext(); ) {
            each.next();
            if (each.outcome() == Outcome.WON || (all && each.outcome() == Outcome.OUTBID)) {
                orders.add(each.orderId());
            }
        }
        choice.put(answer.pingId(), orders);
    }
}
