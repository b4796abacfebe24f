package io.gavel.core.auction;

import io.gavel.message.CountedOutlet;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.Reason;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Pings as they come in: repeated ones are answered from memory, the same ones share what is open, others open an auction. */
final class Arrivals {
    private final CountedOutlet outlet;
    private final Memory memory;
    private final House house;
    private final Answers answers;
    private final Again again;
    private final PingAttributes attributes;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingReceivedDecoder message = new PingReceivedDecoder();

    Arrivals(
            CountedOutlet outlet, Memory memory, House house, Answers answers, Again again, PingAttributes attributes) {
        this.attributes = attributes;
        this.outlet = outlet;
        this.memory = memory;
        this.house = house;
        this.answers = answers;
        this.again = again;
    }

    void ping(DirectBuffer bytes, long sequence, long nowMicros) {
        Auction auction = memory.book.take();
        read(auction, bytes, sequence, nowMicros);
        long correlationId = message.correlationId();
        long request = memory.requests.find(auction.requestKey);
        if (request >= 0) {
            repeat(auction, request, correlationId);
            memory.book.giveBack(auction);
            return;
        }
        Auction same = memory.book.same(auction);
        if (same != null) {
            memory.requests.add(auction.requestKey, same.pingId, 0, nowMicros);
            join(same, correlationId);
            memory.book.giveBack(auction);
            return;
        }
        memory.requests.add(auction.requestKey, sequence, auction.direct() ? sequence : 0, nowMicros);
        auction.await(correlationId);
        auction.openedIndex = Math.min(outlet.sent(), 0xffff);
        house.open(auction, message.deadlineMillis(), message.floorMicros(), nowMicros);
    }

    private void read(Auction auction, DirectBuffer bytes, long sequence, long nowMicros) {
        message.wrapAndApplyHeader(bytes, 0, header);
        auction.pingId = sequence;
        auction.receivedMicros = nowMicros;
        auction.requestKey = message.requestKey();
        auction.leadRef = message.leadRef();
        auction.sellerId = message.sellerId();
        auction.campaignId = message.campaignId();
        auction.flags = (byte) message.flags().getRaw();
        auction.sameKey = auction.direct() ? 0 : message.sameKey();
        auction.attributesAt = message.limit();
        attributes.load(sequence, message);
        auction.attributesLength = message.limit() - auction.attributesAt;
        PingReceivedDecoder.PersonsDecoder persons = message.persons();
        while (persons.hasNext()) {
            persons.next();
            auction.person(persons.fieldId(), persons.key());
        }
        auction.textsAt = message.limit();
        auction.sourceLength = message.sourceLength();
        message.skipSource();
        message.skipSubId();
        auction.textsLength = message.limit() - auction.textsAt;
        auction.keep(bytes, 0, message.limit());
    }

    /** The same ping while its award or its auction is open. */
    private void join(Auction same, long correlationId) {
        if (same.state == Auction.RUNNING) {
            same.await(correlationId);
        } else {
            answers.ping(same, correlationId, true);
        }
    }

    /** A request that was made before is answered with what has become of it. */
    private void repeat(Auction auction, long request, long correlationId) {
        long leadId = memory.requests.leadId(request);
        auction.pingId = memory.requests.pingId(request);
        if (leadId != 0) {
            again.lead(leadId, auction.pingId, correlationId);
            return;
        }
        Auction first = memory.book.ofPing(auction.pingId);
        if (first != null && first.state != Auction.LEAD) {
            join(first, correlationId);
            return;
        }
        answers.ping(auction, correlationId, true, over(first, auction.pingId));
    }

    private Reason over(@Nullable Auction first, long pingId) {
        long ping = memory.pings.find(pingId);
        int code = first != null || ping < 0 ? Pings.OPEN : memory.pings.reason(ping);
        if (first != null || code == Reason.NONE.code()) {
            return Reason.ALREADY_POSTED;
        }
        return code == Pings.OPEN ? Reason.AWARD_EXPIRED : Reason.of(code);
    }
}
