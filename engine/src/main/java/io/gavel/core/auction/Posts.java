package io.gavel.core.auction;

import io.gavel.message.Attributes;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.PostReceivedDecoder;
import io.gavel.message.Reason;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;

/**
 * Posts as they come in: checked against their ping, then redeemed. One post decides a ping: whatever comes of it, a second
 * one is answered {@code already_posted}. Only what is not this seller's, or chooses bids that are not this ping's, leaves the
 * award as it is.
 */
final class Posts {
    private final Memory memory;
    private final Leads leads;
    private final LeadAnswers answers;
    private final Again again;
    private final PingAttributes pingAttributes;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PostReceivedDecoder message = new PostReceivedDecoder();
    private final Attributes attributes = new Attributes();
    private final IntArrayList chosen = new IntArrayList();
    private int persons;
    private int[] personFields = new int[8];
    private long[] personKeys = new long[8];

    Posts(Memory memory, Leads leads, LeadAnswers answers, Again again, PingAttributes pingAttributes) {
        this.memory = memory;
        this.leads = leads;
        this.answers = answers;
        this.again = again;
        this.pingAttributes = pingAttributes;
    }

    void post(DirectBuffer bytes, long sequence, long nowMicros) {
        read(bytes);
        long pingId = message.pingId();
        long request = memory.requests.find(message.requestKey());
        if (request >= 0) {
            again.lead(memory.requests.leadId(request), memory.requests.pingId(request), message.correlationId());
            return;
        }
        Auction auction = memory.book.ofPing(pingId);
        if (auction == null) {
            postOver(memory.pings.find(pingId), sequence, nowMicros);
        } else if (auction.call() || auction.sellerId != message.sellerId() || auction.state == Auction.RUNNING) {
            answer(0, -1, Reason.NOT_FOUND, false);
        } else if (auction.state == Auction.LEAD || auction.state == Auction.CALL) {
            answer(auction.leadId, auction.remembered, Reason.ALREADY_POSTED, false);
        } else if (!choosesWell(auction)) {
            answer(0, -1, Reason.UNKNOWN_BID, false);
        } else {
            redeem(auction, sequence, nowMicros);
        }
    }

    private void redeem(Auction auction, long sequence, long nowMicros) {
        memory.requests.add(message.requestKey(), auction.pingId, sequence, nowMicros);
        auction.leadId = sequence;
        auction.leadRef = message.leadRef();
        auction.correlationId = message.correlationId();
        auction.await(message.correlationId());
        boolean same = pingAttributes.of(auction).agrees(attributes) && samePersons(auction);
        attributes.addMissing(pingAttributes.of(auction));
        leads.redeem(auction, attributes, chosen, same ? Reason.NONE : Reason.FIELDS_CHANGED, nowMicros);
    }

    /** The ping's auction is over, or never was. */
    private void postOver(long ping, long sequence, long nowMicros) {
        if (ping < 0 || memory.pings.sellerId(ping) != message.sellerId()) {
            answer(0, -1, Reason.NOT_FOUND, false);
            return;
        }
        long leadId = memory.pings.leadId(ping);
        if (leadId != 0) {
            answer(leadId, ping, Reason.ALREADY_POSTED, false);
            return;
        }
        int code = memory.pings.reason(ping);
        Reason reason = code <= 0 ? Reason.AWARD_EXPIRED : Reason.of(code);
        memory.pings.posted(ping, sequence);
        memory.requests.add(message.requestKey(), message.pingId(), sequence, nowMicros);
        answer(sequence, ping, reason, true);
    }

    private void answer(long leadId, long ping, Reason reason, boolean first) {
        answers.over(
                message.correlationId(),
                leadId,
                message.pingId(),
                message.leadRef(),
                memory.pings,
                ping,
                reason,
                first);
    }

    /** Whether every chosen bid is one that this seller was shown: an award, or with mode all any bid that could win. */
    private boolean choosesWell(Auction auction) {
        for (int i = 0; i < chosen.size(); i++) {
            Bid bid = auction.bids.of(chosen.getInt(i));
            if (bid == null || !(bid.outcome == Outcome.WON || (auction.all() && bid.outcome == Outcome.OUTBID))) {
                return false;
            }
        }
        return true;
    }

    /** Whether no person differs from the ping's; those that the ping did not name are added to it. */
    private boolean samePersons(Auction auction) {
        int known = auction.persons;
        for (int i = 0; i < persons; i++) {
            boolean named = false;
            for (int k = 0; k < known; k++) {
                if (auction.personFields[k] == personFields[i]) {
                    if (auction.personKeys[k] != personKeys[i]) {
                        return false;
                    }
                    named = true;
                }
            }
            if (!named) {
                auction.person(personFields[i], personKeys[i]);
            }
        }
        return true;
    }

    private void read(DirectBuffer bytes) {
        message.wrapAndApplyHeader(bytes, 0, header);
        message.limit(attributes.load(message.buffer(), message.limit()));
        persons = 0;
        for (PostReceivedDecoder.PersonsDecoder group = message.persons(); group.hasNext(); ) {
            group.next();
            if (persons == personFields.length) {
                personFields = Arrays.copyOf(personFields, 2 * persons);
                personKeys = Arrays.copyOf(personKeys, 2 * persons);
            }
            personFields[persons] = group.fieldId();
            personKeys[persons++] = group.key();
        }
        chosen.clear();
        for (PostReceivedDecoder.BidsDecoder group = message.bids(); group.hasNext(); ) {
            int orderId = group.next().orderId();
            if (!chosen.containsInt(orderId)) {
                chosen.addInt(orderId);
            }
        }
    }
}
