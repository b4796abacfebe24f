package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.number.Attribution;
import io.gavel.core.number.Pools;
import io.gavel.message.CallArrivedDecoder;
import io.gavel.message.CallHungUpDecoder;
import io.gavel.message.CallScreenedDecoder;
import io.gavel.message.LegCause;
import io.gavel.message.LegChangedDecoder;
import io.gavel.message.LegEvent;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Party;
import io.gavel.message.PingFlagsEncoder;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.message.Reason;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Calls as they come in: one redeems the award that a ping of the same caller left open; any other opens an auction of its own,
 * at once or after its flow. The auction keeps a call in the form of a ping, so that it is decided as pings are.
 */
final class CallArrivals {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ATTRIBUTES_AT = HEADER + PingReceivedEncoder.BLOCK_LENGTH;
    private static final int GROUP = 4;

    private final Market market;
    private final Memory memory;
    private final House house;
    private final Calls calls;
    private final CallAnswers answers;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CallArrivedDecoder arrived = new CallArrivedDecoder();
    private final CallScreenedDecoder screened = new CallScreenedDecoder();
    private final LegChangedDecoder leg = new LegChangedDecoder();
    private final CallHungUpDecoder hungUp = new CallHungUpDecoder();
    private final CallAnswers.LegReport report = new CallAnswers.LegReport();
    private final MessageHeaderEncoder pingHeader = new MessageHeaderEncoder();
    private final PingReceivedEncoder ping = new PingReceivedEncoder();
    private final ExpandableArrayBuffer texts = new ExpandableArrayBuffer(256);
    private final ExpandableArrayBuffer merged = new ExpandableArrayBuffer(512);
    private final Pools pools;
    private final Scoring scoring;
    private final Attribution attribution = new Attribution();

    CallArrivals(
            Market market, Memory memory, House house, Calls calls, CallAnswers answers, Pools pools, Scoring scoring) {
        this.scoring = scoring;
        this.market = market;
        this.pools = pools;
        this.memory = memory;
        this.house = house;
        this.calls = calls;
        this.answers = answers;
    }

    void arrive(DirectBuffer message, long sequence, long nowMicros) {
        arrived.wrapAndApplyHeader(message, 0, header);
        boolean ready = arrived.flags().ready();
        Auction blank = memory.book.take();
        read(blank, message, sequence);
        Auction awarded = awarded(blank);
        if (awarded != null) {
            boolean isKnown = traced(blank, awarded.storyRef(), nowMicros);
            memory.book.giveBack(blank);
            begin(awarded, sequence, nowMicros);
            if (isKnown) {
                pools.tell(awarded.correlationId, sequence, attribution);
            }
            scoring.redeemed(awarded, nowMicros);
            calls.route(awarded, nowMicros);
        } else if (arrived.pingId() != 0 && arrived.numberId() == 0) {
            memory.book.giveBack(blank);
            answers.refused(arrived, sequence, Reason.AWARD_EXPIRED, nowMicros);
        } else {
            blank.receivedMicros = nowMicros;
            blank.await(arrived.correlationId());
            blank.state = ready ? Auction.RUNNING : Auction.SCREENING;
            boolean ofPool = arrived.dialled() > 0;
            if (ofPool) {
                attribute(blank, nowMicros);
            }
            begin(blank, sequence, nowMicros);
            if (ofPool) {
                pools.tell(blank.correlationId, sequence, attribution);
            }
            if (ready) {
                house.open(blank, 0, 0, nowMicros);
            }
        }
    }

    void screened(DirectBuffer message, long nowMicros) {
        screened.wrapAndApplyHeader(message, 0, header);
        Auction auction = memory.book.ofLead(screened.callId());
        if (auction == null || auction.state != Auction.SCREENING) {
            return;
        }
        int from = screened.limit();
        for (CallScreenedDecoder.AttributesDecoder group = screened.attributes(); group.hasNext(); ) {
            group.next().skipText();
        }
        int textsLength = auction.textsLength;
        texts.putBytes(0, auction.ping, auction.textsAt, textsLength);
        int length =
                Merging.attributes(message, from, screened.limit() - from, auction.ping, auction.attributesAt, merged);
        write(auction, merged, 0, length, texts, 0, textsLength);
        auction.state = Auction.RUNNING;
        auction.receivedMicros = nowMicros;
        house.open(auction, 0, 0, nowMicros);
    }

    void leg(DirectBuffer message, long nowMicros) {
        leg.wrapAndApplyHeader(message, 0, header);
        report.callId = leg.callId();
        report.orderId = leg.orderId();
        report.attempt = leg.attempt();
        report.latencyMicros = leg.latencyMicros();
        report.sipStatus = leg.sipStatus();
        report.answeredMillis = Math.max(0, leg.answeredMillis());
        report.event = leg.whatRaw() <= LegEvent.JOINED.value() ? leg.what() : LegEvent.ENDED;
        report.tellsJoined = header.version() >= 2;
        report.cause = cause(leg.causeRaw());
        report.bytes = message;
        report.destinationAt = leg.limit() + LegChangedDecoder.destinationHeaderLength();
        report.destinationLength = leg.skipDestination();
        Auction auction = memory.book.ofLead(report.callId);
        calls.leg(auction, report, nowMicros);
        if (auction != null && auction.state == Auction.REOPENING) {
            house.reopen(auction, nowMicros);
        }
    }

    void hungUp(DirectBuffer message, long nowMicros) {
        hungUp.wrapAndApplyHeader(message, 0, header);
        Party party = hungUp.partyRaw() <= Party.EXCHANGE.value() ? hungUp.party() : Party.EXCHANGE;
        calls.hungUp(memory.book.ofLead(hungUp.callId()), party, cause(hungUp.causeRaw()), nowMicros);
    }

    void measured(DirectBuffer message) {
        answers.measured(message);
    }

    private void begin(Auction auction, long sequence, long nowMicros) {
        auction.leadId = sequence;
        auction.leadRef = arrived.callRef();
        auction.correlationId = arrived.correlationId();
        auction.arrivedMicros = nowMicros;
        auction.carrierId = arrived.carrierId();
        auction.numberId = arrived.numberId();
        auction.dialled = Math.max(0, arrived.dialled());
        // Who hears something before the auction was answered for it.
        auction.answeredMicros = arrived.flags().ready() ? 0 : nowMicros;
        calls.enter(auction);
        Campaign campaign = market.campaign(auction.campaignId);
        boolean repeat = campaign != null && memory.repeats.arrive(auction, campaign, nowMicros);
        answers.started(auction, arrived, repeat);
    }

    /**
     * The open award that this call is for: of the ping that it names, or of the latest ping of this caller. A call to a number that
     * names a ping whose award is gone is a call to that number.
     */
    private @Nullable Auction awarded(Auction call) {
        if (arrived.pingId() != 0) {
            return usable(memory.book.ofPing(arrived.pingId()));
        }
        for (int i = 0; i < call.persons; i++) {
            Auction expected = usable(memory.book.expected(arrived.campaignId(), call.personKeys[i]));
            if (expected != null) {
                return expected;
            }
        }
        return null;
    }

    private @Nullable Auction usable(@Nullable Auction auction) {
        boolean mine = auction != null
                && auction.state == Auction.AWARDED
                && auction.campaignId == arrived.campaignId()
                && (arrived.sellerId() == 0 || arrived.sellerId() == auction.sellerId);
        return mine ? auction : null;
    }

    private void read(Auction auction, DirectBuffer message, long sequence) {
        auction.pingId = sequence;
        auction.sellerId = arrived.sellerId();
        auction.campaignId = arrived.campaignId();
        auction.flags = PingFlagsEncoder.call((byte) 0, true);
        int attributesAt = arrived.limit();
        for (CallArrivedDecoder.AttributesDecoder group = arrived.attributes(); group.hasNext(); ) {
            group.next().skipText();
        }
        int attributesLength = arrived.limit() - attributesAt;
        for (CallArrivedDecoder.PersonsDecoder group = arrived.persons(); group.hasNext(); ) {
            group.next();
            auction.person(group.fieldId(), group.key());
        }
        int textsAt = arrived.limit();
        auction.sourceLength = arrived.sourceLength();
        arrived.skipSource();
        arrived.skipSubId();
        write(auction, message, attributesAt, attributesLength, message, textsAt, arrived.limit() - textsAt);
    }

    /**
     * Where a call comes from that redeems a ping: from where its seller said, else from the visit that has the number. What it was
     * auctioned by stays as the ping told it. False: nobody knows.
     */
    private boolean traced(Auction call, long storyRef, long nowMicros) {
        if (storyRef != 0) {
            attribution.ofPing(Math.max(0, arrived.dialled()), storyRef);
            return true;
        }
        if (arrived.dialled() <= 0) {
            return false;
        }
        pools.attribute(arrived.dialled(), caller(call), nowMicros, attribution);
        return true;
    }

    private static long caller(Auction call) {
        return call.persons == 0 ? 0 : call.personKeys[0];
    }

    /** Finds the visit that the call comes from; if it is sure enough, what the visit told is known of the call, too. */
    private void attribute(Auction call, long nowMicros) {
        pools.attribute(arrived.dialled(), caller(call), nowMicros, attribution);
        if (attribution.confidenceMillis() < Attribution.SURE_ENOUGH) {
            return;
        }
        DirectBuffer traits = attribution.bytes();
        int textsLength = Merging.texts(call, traits, attribution.sourceAt(), attribution.sourceLength(), texts);
        int length = Merging.attributes(
                call.ping, call.attributesAt, call.attributesLength, traits, attribution.attributesAt(), merged);
        write(call, merged, 0, length, texts, 0, textsLength);
    }

    /** Keeps attributes and texts in a ping of the call's own. */
    private void write(
            Auction auction,
            DirectBuffer attributes,
            int attributesAt,
            int attributesLength,
            DirectBuffer texts,
            int textsAt,
            int textsLength) {
        ping.wrapAndApplyHeader(auction.ping, 0, pingHeader);
        auction.ping.putBytes(ATTRIBUTES_AT, attributes, attributesAt, attributesLength);
        ping.limit(ATTRIBUTES_AT + attributesLength);
        ping.personsCount(0);
        int at = ATTRIBUTES_AT + attributesLength + GROUP;
        auction.ping.putBytes(at, texts, textsAt, textsLength);
        auction.attributesAt = ATTRIBUTES_AT;
        auction.attributesLength = attributesLength;
        auction.textsAt = at;
        auction.textsLength = textsLength;
        auction.pingLength = at + textsLength;
    }

    private static LegCause cause(short raw) {
        return raw <= LegCause.BROKEN.value() ? LegCause.get(raw) : LegCause.NONE;
    }
}
