package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.LegCause;
import io.gavel.message.Outcome;
import io.gavel.message.Party;
import io.gavel.message.Reason;
import io.gavel.message.ReleaseCause;
import io.gavel.message.SaleState;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Calls from their award to their end. The held bids' buyers ring; one that does not answer is replaced by the next best bid
 * as long as the caller waits and caps and credit allow; the first that answers has the call. Billed is a call when the
 * bridge has lasted as long as its order says, and never twice; one that ends before gives everything back. A call's id is its lead's.
 */
final class Calls {
    private static final long LONGEST_MICROS = 86_400_000_000L;

    private final Market market;
    private final Timers timers;
    private final Memory memory;
    private final Awards awards;
    private final Answers answers;
    private final CallAnswers callAnswers;
    private final Rings rings;
    private final Cascade cascade;
    private final Telephony telephony;
    private final Scoring scoring;
    private final Reviews reviews;

    private long strayLegs;

    Calls(
            Market market,
            Timers timers,
            Memory memory,
            Awards awards,
            Answers answers,
            CallAnswers callAnswers,
            Rings rings,
            Cascade cascade,
            Telephony telephony,
            Scoring scoring,
            Reviews reviews) {
        this.reviews = reviews;
        this.scoring = scoring;
        this.market = market;
        this.timers = timers;
        this.memory = memory;
        this.awards = awards;
        this.answers = answers;
        this.callAnswers = callAnswers;
        this.rings = rings;
        this.cascade = cascade;
        this.telephony = telephony;
    }

    /** A call has begun: it is in the book under its id until it ends. */
    void enter(Auction auction) {
        memory.book.enterLead(auction);
        timers.schedule(auction.arrivedMicros + LONGEST_MICROS, TimerKind.CALL, auction.leadId);
    }

    /** The auction found nobody. */
    void unrouted(Auction auction, Reason reason, long nowMicros) {
        end(auction, reason, Party.EXCHANGE, LegCause.NONE, nowMicros);
    }

    /** Bids are held: their buyers ring. */
    void route(Auction auction, long nowMicros) {
        auction.state = Auction.CALL;
        auction.slots = Math.max(1, auction.maxSales);
        memory.pings.posted(auction.remembered, auction.leadId);
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            if (!bid.held) {
                continue;
            }
            bid.outcome = rings.fit(auction, bid, nowMicros);
            if (bid.outcome == Outcome.WON) {
                rings.start(auction, bid, nowMicros);
            } else {
                awards.release(auction, bid, ReleaseCause.REJECTED, nowMicros);
            }
        }
        next(auction, nowMicros);
    }

    /** What an edge reports about one leg. What nobody waits for is counted and ignored. */
    void leg(@Nullable Auction auction, CallAnswers.LegReport report, long nowMicros) {
        Bid bid = auction == null ? null : auction.bids.of(report.orderId);
        if (auction == null || bid == null || bid.attempt != report.attempt) {
            strayLegs++;
            return;
        }
        boolean rings = bid.sale == SaleState.DELIVERING;
        boolean connected = bid.sale == SaleState.ACCEPTED && auction.connected == bid.orderId;
        switch (report.event) {
            case ANSWERED -> {
                if (rings) {
                    callAnswers.noted(auction, bid, report);
                    telephony.pickedUp(bid, report.answeredMillis, nowMicros);
                    connect(auction, bid, nowMicros);
                    if (!report.tellsJoined) {
                        join(auction, bid, nowMicros);
                    }
                    return;
                }
            }
            case FAILED -> {
                if (rings) {
                    callAnswers.noted(auction, bid, report);
                    if (report.answeredMillis > 0) {
                        telephony.pickedUp(bid, report.answeredMillis, nowMicros);
                        telephony.legOver(auction, bid, nowMicros);
                    }
                    this.rings.failed(auction, bid, nowMicros);
                    scoring.handed(auction, bid, false);
                    next(auction, nowMicros);
                    return;
                }
            }
            case JOINED -> {
                if (connected && bid.dueMicros == Rings.NEVER) {
                    join(auction, bid, nowMicros);
                    return;
                }
            }
            case ENDED, ENDED_AT_ONCE, NULL_VAL -> {
                if (connected) {
                    ended(auction, bid, report, nowMicros);
                    return;
                }
            }
        }
        strayLegs++;
    }

    /** The caller is gone, or the gateway gives the call up. */
    void hungUp(@Nullable Auction auction, Party party, LegCause cause, long nowMicros) {
        if (auction == null) {
            strayLegs++;
            return;
        }
        end(auction, why(auction, party, cause), party, cause, nowMicros);
    }

    /** Why nobody has a call that is ended from outside. */
    private static Reason why(Auction auction, Party party, LegCause cause) {
        if (auction.connected != 0) {
            return Reason.NONE;
        }
        if (party == Party.CALLER) {
            return Reason.CALLER_HUNG_UP;
        }
        boolean screened = auction.state == Auction.SCREENING && cause == LegCause.NONE;
        return screened ? Reason.FLOW_ENDED : Reason.EXCHANGE_STOPPED;
    }

    /** The billable second of the call has come, if the one who had it then has it still. */
    void billable(@Nullable Auction auction, long nowMicros) {
        if (auction == null || auction.connected == 0 || auction.billed) {
            return;
        }
        Bid bid = auction.bids.of(auction.connected);
        if (bid != null && bid.dueMicros <= nowMicros) {
            bill(auction, bid, nowMicros);
        }
    }

    /** The longest time that any call may take is over. */
    void tooLong(@Nullable Auction auction, long nowMicros) {
        if (auction != null) {
            hungUp(auction, Party.EXCHANGE, LegCause.TOO_LONG, nowMicros);
        }
    }

    /** The gateway is new: calls that were under way when the last message came ended there. */
    void lost(long lastMicros) {
        for (long callId : memory.book.leads()) {
            Auction auction = memory.book.ofLead(callId);
            if (auction != null && auction.arrivedMicros != 0) {
                hungUp(auction, Party.EXCHANGE, LegCause.STOPPED, lastMicros);
            }
        }
    }

    void writeState(StateWriter out) {
        out.putLong(strayLegs);
    }

    void readState(StateReader in) {
        strayLegs = in.getLong();
    }

    private void connect(Auction auction, Bid bid, long nowMicros) {
        auction.answeredMicros = auction.answeredMicros == 0 ? nowMicros : auction.answeredMicros;
        rings.connect(auction, bid, nowMicros);
        callAnswers.connected(auction, bid, bid.free ? 0 : rings.earliestMicros(bid, nowMicros));
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign != null) {
            memory.repeats.connected(auction, campaign, bid.orderId, nowMicros);
        }
    }

    /** A caller who was not answered, or answered and never said so, is never billed. */
    private void join(Auction auction, Bid bid, long nowMicros) {
        rings.join(bid, nowMicros);
        if (bid.dueMicros <= nowMicros) {
            bill(auction, bid, nowMicros);
        } else if (bid.dueMicros != Rings.NEVER) {
            timers.schedule(bid.dueMicros, TimerKind.BILLABLE, auction.leadId);
        }
    }

    private void bill(Auction auction, Bid bid, long nowMicros) {
        boolean doubtful = scoring.billing(auction, bid);
        auction.billed = true;
        boolean held = doubtful && reviews.hold(auction, bid, nowMicros);
        if (!held) {
            scoring.billed(auction.leadId, true);
            awards.bill(auction, bid, nowMicros);
            memory.sales.add(auction, bid, nowMicros);
        }
        Order order = market.order(bid.orderId);
        if (order != null) {
            memory.persons.mark(auction, order, nowMicros);
        }
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign != null) {
            memory.persons.mark(auction, campaign, nowMicros);
            memory.repeats.billed(auction, campaign, bid.orderId, nowMicros);
        }
        if (!held) {
            answers.sold(auction, bid);
            awards.told(bid.buyerId);
        }
    }

    /** The buyer hung up: if at once, and nothing is billed, the next one rings; else the call is over. */
    private void ended(Auction auction, Bid bid, CallAnswers.LegReport report, long nowMicros) {
        callAnswers.noted(auction, bid, report);
        if (report.again() && !auction.billed) {
            telephony.legOver(auction, bid, nowMicros);
            rings.failed(auction, bid, nowMicros);
            scoring.handed(auction, bid, false);
            next(auction, nowMicros);
        } else {
            end(auction, Reason.NONE, Party.BUYER, report.cause, nowMicros);
        }
    }

    /** As many ring as may; if nobody does, the call is over. */
    private void next(Auction auction, long nowMicros) {
        cascade.fill(auction, nowMicros);
        if (!Progress.settled(auction)) {
            return;
        }
        if (auction.sameBuyer) {
            auction.state = Auction.REOPENING;
        } else {
            end(auction, why(auction), Party.EXCHANGE, LegCause.NONE, nowMicros);
        }
    }

    private static Reason why(Auction auction) {
        return auction.rung > 0 ? Reason.NOT_ANSWERED : Progress.why(auction);
    }

    /** Everybody is told, what is held goes back, and the call is over. */
    private void end(Auction auction, Reason reason, Party party, LegCause cause, long nowMicros) {
        rings.stop(auction, ReleaseCause.REJECTED, LegCause.HUNG_UP, nowMicros);
        Bid had = auction.connected == 0 ? null : auction.bids.of(auction.connected);
        if (had != null && auction.billed) {
            awards.finish(auction, had, nowMicros);
        } else if (had != null && party != Party.EXCHANGE) {
            scoring.unbilled(auction, had);
        }
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            if (auction.state == Auction.RUNNING) {
                // Of an auction that is not decided yet nobody has heard what is held.
                awards.undo(auction, bid, nowMicros);
            } else {
                awards.release(auction, bid, ReleaseCause.NOT_BILLABLE, nowMicros);
            }
        }
        memory.pings.over(auction.remembered, reason);
        telephony.callOver(auction, had, nowMicros);
        Bid billed = auction.billed && !reviews.holdsBack(auction) ? had : null;
        callAnswers.ended(auction, had, billed, reason, party, cause, nowMicros);
        memory.book.leave(auction);
    }
}
