package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.Attributes;
import io.gavel.message.LeadStatus;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.message.ReleaseCause;
import io.gavel.message.SaleState;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Leads from their post to their end. What is chosen is delivered to all its buyers at once; one that refuses is replaced by
 * the next best bid as long as the post's deadline lasts and caps and credit allow. The seller is answered once: when
 * everything is decided, else at the post's deadline with what is sold so far, or {@code pending}.
 */
final class Leads {
    private static final long MILLI = 1_000;

    private final Market market;
    private final Timers timers;
    private final Memory memory;
    private final Awards awards;
    private final LeadAnswers answers;
    private final Deliveries deliveries;
    private final Cascade cascade;
    private final Scoring scoring;

    private long strayDeliveries;

    Leads(
            Market market,
            Timers timers,
            Memory memory,
            Awards awards,
            LeadAnswers answers,
            Deliveries deliveries,
            Cascade cascade,
            Scoring scoring) {
        this.scoring = scoring;
        this.market = market;
        this.timers = timers;
        this.memory = memory;
        this.awards = awards;
        this.answers = answers;
        this.deliveries = deliveries;
        this.cascade = cascade;
    }

    /** A direct lead was rejected by its auction. */
    void unsold(Auction auction, Reason reason) {
        auction.leadId = auction.pingId;
        memory.pings.posted(auction.remembered, auction.leadId);
        memory.pings.over(auction.remembered, reason);
        answer(auction, LeadStatus.UNSOLD, reason);
        memory.book.leave(auction);
    }

    /** A direct lead has its award: it is redeemed at once. */
    void redeem(Auction auction, long nowMicros) {
        auction.leadId = auction.pingId;
        auction.correlationId = auction.waiting[0];
        begin(auction, nowMicros);
        if (auction.test()) {
            end(auction, Reason.TEST, nowMicros);
            return;
        }
        scoring.posted(auction, nowMicros);
        deliver(auction, nowMicros);
    }

    /** A post redeems the award with those bids that the seller chose; none chosen: all that are held. {@code known}: all its fields. */
    void redeem(Auction auction, Attributes known, IntArrayList chosen, Reason refusal, long nowMicros) {
        begin(auction, nowMicros);
        Campaign campaign = market.campaign(auction.campaignId);
        Reason reason = refusal != Reason.NONE || campaign == null
                ? refusal
                : memory.persons.check(auction, campaign, nowMicros);
        if (reason != Reason.NONE) {
            end(auction, reason, nowMicros);
            return;
        }
        scoring.posted(auction, known, nowMicros);
        if (!chosen.isEmpty()) {
            choose(auction, chosen, nowMicros);
        }
        deliver(auction, nowMicros);
    }

    /** What came of one delivery attempt. What nobody waits for is counted and ignored. */
    void delivered(LeadAnswers.DeliveryReport report, long nowMicros) {
        Auction auction = memory.book.ofLead(report.leadId);
        Bid bid = auction == null ? null : auction.bids.of(report.orderId);
        if (auction == null || bid == null || !bid.delivering() || report.attempt < 1 || report.attempt > bid.attempt) {
            strayDeliveries++;
            return;
        }
        switch (report.answer) {
            case ACCEPTED -> {
                answers.noted(auction, bid, report);
                deliveries.sold(auction, bid, nowMicros);
                go(auction, true, nowMicros);
            }
            case REFUSED -> {
                answers.noted(auction, bid, report);
                deliveries.refused(auction, bid, nowMicros);
                go(auction, true, nowMicros);
            }
            case UNKNOWN, NULL_VAL -> {
                if (bid.sale != SaleState.DELIVERING || report.attempt != bid.attempt) {
                    strayDeliveries++;
                    return;
                }
                answers.noted(auction, bid, report);
                go(auction, deliveries.unknown(auction, bid, nowMicros), nowMicros);
            }
        }
    }

    /** Some delivery of this lead is due: an edge stayed silent, or the pause before another attempt is over. */
    void due(@Nullable Auction auction, long nowMicros) {
        if (auction == null) {
            return;
        }
        boolean changed = false;
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            if (!bid.delivering() || bid.dueMicros > nowMicros) {
                continue;
            }
            if (bid.sale == SaleState.UNKNOWN) {
                deliveries.send(auction, bid, nowMicros);
            } else {
                changed |= deliveries.unknown(auction, bid, nowMicros);
            }
        }
        if (changed) {
            go(auction, true, nowMicros);
        }
    }

    /** The seller's wait ends. */
    void deadline(@Nullable Auction auction) {
        if (auction != null && auction.waiters > 0) {
            answer(auction, Progress.present(auction), Reason.NONE);
        }
    }

    /** The edges are new: every attempt under way is made again. */
    void restart(long nowMicros) {
        for (long leadId : memory.book.leads()) {
            Auction auction = memory.book.ofLead(leadId);
            for (int i = 0; auction != null && i < auction.bids.size(); i++) {
                Bid bid = auction.bids.get(i);
                if (bid.sale == SaleState.DELIVERING) {
                    deliveries.send(auction, bid, nowMicros);
                }
            }
        }
    }

    /** Where a lead under way stands, told once more. */
    void again(Auction auction, long correlationId) {
        if (auction.waiters > 0) {
            auction.await(correlationId);
        } else {
            answers.lead(auction, correlationId, Progress.present(auction), Reason.NONE);
        }
    }

    /** A lead that is still being delivered elsewhere was given back by one of its buyers. */
    void returned(Auction auction, int orderId) {
        Bid bid = auction.bids.of(orderId);
        if (bid != null) {
            bid.sale = SaleState.RETURNED;
        }
        answers.lead(auction, 0, Progress.present(auction), Reason.NONE);
    }

    void writeState(StateWriter out) {
        out.putLong(strayDeliveries);
    }

    void readState(StateReader in) {
        strayDeliveries = in.getLong();
    }

    private void begin(Auction auction, long nowMicros) {
        auction.state = Auction.LEAD;
        auction.postedMicros = nowMicros;
        auction.postDeadlineMicros = nowMicros + auction.postMillis * MILLI;
        auction.slots = auction.won;
        memory.pings.posted(auction.remembered, auction.leadId);
        memory.book.enterLead(auction);
    }

    /** Keeps the chosen bids, releases those that are held and not chosen, and takes others if caps and credit allow. */
    private void choose(Auction auction, IntArrayList chosen, long nowMicros) {
        auction.chosen = true;
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            bid.barred = !chosen.containsInt(bid.orderId);
            if (bid.barred && bid.held) {
                awards.release(auction, bid, ReleaseCause.NOT_CHOSEN, nowMicros);
                bid.outcome = Outcome.OUTBID;
            }
        }
        auction.slots = Math.min(auction.maxSales, chosen.size());
    }

    private void deliver(Auction auction, long nowMicros) {
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign != null) {
            memory.persons.mark(auction, campaign, nowMicros);
            auction.marked = true;
        }
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            if (bid.held) {
                bid.outcome = deliveries.fit(auction, bid, nowMicros);
                if (bid.outcome == Outcome.WON) {
                    deliveries.start(auction, bid, nowMicros);
                } else {
                    awards.release(auction, bid, ReleaseCause.REJECTED, nowMicros);
                }
            }
        }
        cascade.fill(auction, nowMicros);
        if (!Progress.settled(auction)) {
            timers.schedule(auction.postDeadlineMicros, TimerKind.POST, auction.leadId);
        }
        settle(auction, true, nowMicros);
    }

    /** After something came back: the next best bid, and the answer if all is decided. */
    private void go(Auction auction, boolean changed, long nowMicros) {
        if (nowMicros < auction.postDeadlineMicros) {
            cascade.fill(auction, nowMicros);
        }
        settle(auction, changed, nowMicros);
    }

    private void settle(Auction auction, boolean changed, long nowMicros) {
        if (Progress.settled(auction)) {
            end(auction, Progress.present(auction) == LeadStatus.SOLD ? Reason.NONE : Progress.why(auction), nowMicros);
        } else if (changed && auction.waiters == 0) {
            answer(auction, Progress.present(auction), Reason.NONE);
        }
    }

    /** All is decided: what is still held goes back, everybody is told, and the auction is over. */
    private void end(Auction auction, Reason reason, long nowMicros) {
        for (int i = 0; i < auction.bids.size(); i++) {
            awards.release(auction, auction.bids.get(i), ReleaseCause.REJECTED, nowMicros);
        }
        if (reason != Reason.NONE && auction.marked) {
            memory.persons.unmark(auction, Duplicates.campaign(auction.campaignId), auction.postedMicros);
        }
        memory.pings.over(auction.remembered, reason);
        scoring.ended(auction, reason);
        answer(auction, reason == Reason.NONE ? LeadStatus.SOLD : LeadStatus.UNSOLD, reason);
        memory.book.leave(auction);
    }

    /** Tells all who wait; if nobody does (any more), the views. */
    private void answer(Auction auction, LeadStatus status, Reason reason) {
        if (auction.waiters == 0) {
            answers.lead(auction, 0, status, reason);
        }
        for (int i = 0; i < auction.waiters; i++) {
            answers.lead(auction, auction.waiting[i], status, reason);
        }
        auction.waiters = 0;
    }
}
