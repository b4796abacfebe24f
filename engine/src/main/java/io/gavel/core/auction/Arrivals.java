package io.gavel.core.auction;

import io.gavel.message.CountedOutlet;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.Reason;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Pings as they come in: repeated ones are answered from memory, the same ones share what is open, others open an auction. */
final class Arrivals {
    private final CountedOutlet outlet;
    private final Memory memory;
    private final House house;
    private final PingAnswers answers;
    private final Again again;
    private final PingReader reader;

    Arrivals(CountedOutlet outlet, Memory memory, House house, PingAnswers answers, Again again, PingReader reader) {
        this.reader = reader;
        this.outlet = outlet;
        this.memory = memory;
        this.house = house;
        this.answers = answers;
        this.again = again;
    }

    /** False if it breaks off: then nothing has changed. */
    boolean ping(DirectBuffer bytes, long sequence, long nowMicros) {
        Auction auction = memory.book.take();
        if (!reader.read(auction, sequence, bytes)) {
            memory.book.giveBack(auction);
            return false;
        }
        auction.receivedMicros = nowMicros;
        PingReceivedDecoder message = reader.message();
        long correlationId = message.correlationId();
        long request = memory.requests.find(auction.requestKey);
        if (request >= 0) {
            repeat(auction, request, correlationId);
            memory.book.giveBack(auction);
            return true;
        }
        Auction same = memory.book.same(auction);
        if (same != null) {
            memory.requests.add(auction.requestKey, same.pingId, 0, nowMicros);
            join(same, correlationId);
            memory.book.giveBack(auction);
            return true;
        }
        memory.requests.add(auction.requestKey, sequence, auction.direct() ? sequence : 0, nowMicros);
        auction.await(correlationId);
        auction.openedIndex = Math.min(outlet.sent(), 0xffff);
        house.open(auction, message.deadlineMillis(), message.floorMicros(), nowMicros);
        return true;
    }

    /** The same ping while its award or its auction is open. */
    private void join(Auction same, long correlationId) {
        if (same.state == Auction.RUNNING) {
            same.await(correlationId);
        } else {
            answers.tell(same, correlationId, true);
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
        answers.tell(auction, correlationId, true, over(first, auction.pingId));
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
