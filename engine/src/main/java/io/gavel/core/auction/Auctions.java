package io.gavel.core.auction;

import io.gavel.core.ledger.Ledger;
import io.gavel.core.market.Market;
import io.gavel.core.number.Pools;
import io.gavel.core.score.Scores;
import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.core.usage.Usage;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.CallTranscribedDecoder;
import io.gavel.message.Coding;
import io.gavel.message.CountedOutlet;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.DirectBuffer;

/**
 * The door: everything from a ping to its lead's last return. Each verb takes one message, whole, SBE header first, from 0 on.
 * Core thread only.
 */
public final class Auctions {
    private final Memory memory;
    private final Awards awards;
    private final House house;
    private final Leads leads;
    private final Arrivals arrivals;
    private final Posts posts;
    private final Calls calls;
    private final CallArrivals callArrivals;
    private final Accounts accounts;
    private final Returns returns;
    private final Reviews reviews;
    private final Voices voices;
    private final Telephony telephony;
    private final Outcomes outcomes;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidReceivedDecoder bid = new BidReceivedDecoder();
    private final DeliveryAnsweredDecoder delivery = new DeliveryAnsweredDecoder();
    private final LeadAnswers.DeliveryReport report = new LeadAnswers.DeliveryReport();

    public Auctions(
            CountedOutlet outlet,
            Market market,
            Ledger ledger,
            Usage usage,
            Pools pools,
            Scores scores,
            Timers timers) {
        PingAttributes attributes = new PingAttributes();
        memory = new Memory(attributes);
        Answers answers = new Answers(outlet);
        PingAnswers pingAnswers = new PingAnswers(outlet);
        LeadAnswers leadAnswers = new LeadAnswers(outlet);
        awards = new Awards(market, ledger, answers, new Balances(outlet, market, ledger));
        Prices prices = new Prices(market);
        ScoreAnswers scoreAnswers = new ScoreAnswers(outlet);
        Scoring scoring = new Scoring(market, scores, attributes, scoreAnswers);
        Entry entry = new Entry(memory.persons, prices, answers, scoring);
        Methods methods = new Methods(market, entry, new Ranking(awards, prices), attributes);
        Deliveries deliveries = new Deliveries(market, timers, memory, awards, answers, leadAnswers, scoring);
        Cascade cascade = new Cascade(market, awards, deliveries, methods);
        leads = new Leads(market, timers, memory, awards, leadAnswers, deliveries, cascade, scoring);
        CallAnswers callAnswers = new CallAnswers(outlet);
        Rings rings = new Rings(market, memory, awards, callAnswers);
        Cascade callCascade = new Cascade(market, awards, rings, methods);
        telephony = new Telephony(market, usage);
        voices = new Voices(outlet);
        reviews = new Reviews(outlet, market, timers, memory, awards, answers, scoring);
        calls = new Calls(
                market, timers, memory, awards, answers, callAnswers, rings, callCascade, telephony, scoring, reviews);
        house = new House(
                market, timers, memory, awards, entry, pingAnswers, leads, calls, methods, attributes, scoring);
        callArrivals = new CallArrivals(market, memory, house, calls, callAnswers, pools, scoring);
        Again again = new Again(memory, leads, leadAnswers);
        arrivals = new Arrivals(outlet, memory, house, pingAnswers, again, new PingReader(attributes));
        posts = new Posts(memory, leads, leadAnswers, again, attributes);
        accounts = new Accounts(ledger, memory, awards, answers, usage);
        returns = new Returns(market, ledger, memory, awards, answers, leads, leadAnswers, scoring);
        outcomes = new Outcomes(memory, scores, answers, scoreAnswers);
    }

    /**
     * {@code PingReceived}, of which only the fixed block is known to be whole; the sequence becomes the ping's id.
     *
     * @return false if it is not whole: nothing has changed
     */
    public boolean ping(DirectBuffer message, long sequence, long nowMicros) {
        return arrivals.ping(message, sequence, nowMicros);
    }

    /** {@code PostReceived}; the sequence becomes the lead's id. */
    public void post(DirectBuffer message, long sequence, long nowMicros) {
        posts.post(message, sequence, nowMicros);
    }

    /** {@code BidReceived}. */
    public void bid(DirectBuffer message, long nowMicros) {
        bid.wrapAndApplyHeader(message, 0, header);
        Auction auction = memory.book.ofPing(bid.pingId());
        int referenceAt = bid.limit() + BidReceivedDecoder.referenceHeaderLength();
        int referenceLength = bid.skipReference();
        int destinationAt = bid.limit() + BidReceivedDecoder.destinationHeaderLength();
        int destinationLength = bid.skipDestination();
        Bid of = auction == null ? null : auction.bids.of(bid.orderId());
        if (of != null && of.outcome == Outcome.PENDING) {
            of.reference(message, referenceAt, referenceLength);
            of.call(Math.max(-1, bid.billableSeconds()), message, destinationAt, destinationLength);
        }
        int answer = bid.answerRaw();
        house.answered(
                auction,
                of,
                answer <= BidAnswer.RESTING.value() ? BidAnswer.get(bid.answerRaw()) : BidAnswer.ERROR,
                bid.priceMicros(),
                bid.latencyMicros(),
                nowMicros);
    }

    /** {@code DeliveryAnswered}. */
    public void delivered(DirectBuffer message, long nowMicros) {
        delivery.wrapAndApplyHeader(message, 0, header);
        report.leadId = delivery.leadId();
        report.orderId = delivery.orderId();
        report.attempt = delivery.attempt();
        report.latencyMicros = delivery.latencyMicros();
        int answer = delivery.answerRaw();
        report.answer = answer <= DeliveryAnswer.UNKNOWN.value()
                ? DeliveryAnswer.get(delivery.answerRaw())
                : DeliveryAnswer.UNKNOWN;
        report.bytes = message;
        report.referenceAt = delivery.limit() + DeliveryAnsweredDecoder.referenceHeaderLength();
        report.referenceLength = delivery.skipReference();
        report.reasonAt = delivery.limit() + DeliveryAnsweredDecoder.reasonHeaderLength();
        report.reasonLength = delivery.skipReason();
        leads.delivered(report, nowMicros);
    }

    /** {@code CallArrived}; the sequence becomes the call's id. */
    public void call(DirectBuffer message, long sequence, long nowMicros) {
        callArrivals.arrive(message, sequence, nowMicros);
    }

    /** {@code CallScreened}. */
    public void screened(DirectBuffer message, long nowMicros) {
        callArrivals.screened(message, nowMicros);
    }

    /** {@code LegChanged}. */
    public void leg(DirectBuffer message, long nowMicros) {
        callArrivals.leg(message, nowMicros);
    }

    /** {@code CallHungUp}. */
    public void hungUp(DirectBuffer message, long nowMicros) {
        callArrivals.hungUp(message, nowMicros);
    }

    /** {@code CallMeasured}. */
    public void measured(DirectBuffer message) {
        callArrivals.measured(message);
    }

    /** {@code VoiceHeard}. */
    public void voice(DirectBuffer message) {
        voices.heard(memory.book.ofLead(voices.callId(message)), message);
    }

    /** {@code CallTranscribed}; told again, after a crash of who told it, it is not booked again. */
    public void transcribed(DirectBuffer message, long nowMicros) {
        CallTranscribedDecoder told = voices.decode(message);
        long key = Coding.combine(told.callId(), CallTranscribedDecoder.TEMPLATE_ID);
        if (memory.requests.find(key) < 0) {
            memory.requests.add(key, 0, 0, nowMicros);
            voices.transcribed();
            telephony.transcribed(told, message);
        }
    }

    /** {@code CallReviewed}. */
    public void reviewed(DirectBuffer message, long nowMicros) {
        reviews.decided(message, nowMicros);
    }

    /** The gateway died or stopped: the calls under way ended when the last message before this came, before any deadline. */
    public void lost(long lastMicros) {
        calls.lost(lastMicros);
    }

    /** {@code ReturnRequested}. */
    public void returned(DirectBuffer message, long nowMicros) {
        returns.requested(message, nowMicros);
    }

    /** {@code ReturnDecided}. */
    public void returnDecided(DirectBuffer message, long nowMicros) {
        returns.decided(message, nowMicros);
    }

    /** {@code PayoutRecorded}. */
    public void paidOut(DirectBuffer message, long nowMicros) {
        accounts.paidOut(message, nowMicros);
    }

    /** {@code OutcomeReported}. */
    public void outcome(DirectBuffer message) {
        outcomes.reported(message);
    }

    /** {@code PaymentRecorded}. */
    public void paid(DirectBuffer message, long nowMicros) {
        accounts.paid(message, nowMicros);
    }

    /** {@code SuppressionChanged}. */
    public void suppress(DirectBuffer message) {
        accounts.suppress(message);
    }

    /** The buyer's credit or orders changed: the market is told what it can pay now. */
    public void afford(int buyerId, long nowMicros) {
        awards.afford(buyerId, nowMicros);
        awards.told(buyerId);
    }

    /** The edges are new: every delivery attempt under way is made again. */
    public void restart(long nowMicros) {
        leads.restart(nowMicros);
    }

    /** One deadline of the kinds AUCTION, AWARD, POST, DELIVERY, BILLABLE, CALL and REVIEW has come. */
    public void fire(int timerKind, long id, long nowMicros) {
        switch (timerKind) {
            case TimerKind.AUCTION -> house.deadline(memory.book.ofPing(id), nowMicros);
            case TimerKind.AWARD -> house.expire(id, nowMicros);
            case TimerKind.POST -> leads.deadline(memory.book.ofLead(id));
            case TimerKind.DELIVERY -> leads.due(memory.book.ofLead(id), nowMicros);
            case TimerKind.BILLABLE -> calls.billable(memory.book.ofLead(id), nowMicros);
            case TimerKind.REVIEW -> reviews.due(id, nowMicros);
            case TimerKind.CALL -> calls.tooLong(memory.book.ofLead(id), nowMicros);
            default -> throw new IllegalArgumentException("no deadline of auctions: " + timerKind);
        }
    }

    /** How many auctions, awards and leads are not over. */
    public int open() {
        return memory.book.size();
    }

    /** See {@link io.gavel.message.Rules#footprint}. */
    public long footprint() {
        return memory.footprint();
    }

    public void writeState(StateWriter out) {
        memory.writeState(out);
        house.writeState(out);
        leads.writeState(out);
        calls.writeState(out);
    }

    public void readState(StateReader in) {
        memory.readState(in);
        house.readState(in);
        leads.readState(in);
        calls.readState(in);
    }
}
