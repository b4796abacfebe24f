package io.gavel.gateway.report.fact;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.CallAttributedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.CostChangedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ReviewState;
import io.gavel.message.ScoreGivenDecoder;
import io.gavel.message.TransferKind;
import io.gavel.message.UsageBookedDecoder;
import io.gavel.message.UsageKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of outputs: the same outputs count for the same as in the P and L's cube, and each knows where it comes from. Pings of a
 * minute that have all in common are one row, and their bids another for each buyer. One thread.
 */
final class Reader implements OutputHandler {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final MoneyMovedDecoder money = new MoneyMovedDecoder();
    private final CallStartedDecoder started = new CallStartedDecoder();
    private final CallAttributedDecoder attributed = new CallAttributedDecoder();
    private final CallConnectedDecoder connected = new CallConnectedDecoder();
    private final CallEndedDecoder ended = new CallEndedDecoder();
    private final ReviewNotedDecoder review = new ReviewNotedDecoder();
    private final UsageBookedDecoder usage = new UsageBookedDecoder();
    private final CostChangedDecoder spend = new CostChangedDecoder();
    private final ScoreGivenDecoder score = new ScoreGivenDecoder();

    private final Sources sources;
    private final Known known;
    private final PingFacts pings = new PingFacts();
    private Snapshot market;
    private long before;
    private long last;
    private List<Fact> facts = new ArrayList<>();
    private List<Told> told = new ArrayList<>();
    private final Map<Long, Fact> subjectsHere = new HashMap<>();
    private final Map<Long, Origin> corrections = new HashMap<>();
    private final Map<Long, Integer> scores = new HashMap<>();

    Reader(Sources sources, Known known) {
        this.sources = sources;
        this.known = known;
        this.market = sources.market();
    }

    /**
     * The rows of a batch, and where it ends.
     *
     * @param told origins of pings that are known
     * @param corrections origins of calls whose row was written before they were known
     * @param scores of leads and calls, whose rows may have been written before they had it
     */
    record Rows(
            List<Fact> facts, List<Told> told, Map<Long, Origin> corrections, Map<Long, Integer> scores, long place) {

        /** Nothing, up to a place. */
        static Rows upTo(long place) {
            return new Rows(List.of(), List.of(), Map.of(), Map.of(), place);
        }
    }

    /** Where a ping came from, for the lead that may be posted on it. */
    record Told(long place, long atMicros, long ping, Origin origin) {}

    /** Reads what is behind {@code place}; all that it refers to is known already, as far as it is at all. */
    Rows read(Batch batch, long place) {
        market = sources.market();
        before = place;
        last = place;
        facts = new ArrayList<>();
        told = new ArrayList<>();
        subjectsHere.clear();
        corrections.clear();
        scores.clear();
        batch.tell(this);
        pings.sumsTo(facts, last);
        return new Rows(facts, told, Map.copyOf(corrections), Map.copyOf(scores), last);
    }

    @Override
    public void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        long place = Place.of(sequence, index);
        if (place <= before) {
            return;
        }
        last = place;
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PingAnsweredDecoder.TEMPLATE_ID ->
                ping(place, timeMicros, ping.wrapAndApplyHeader(buffer, offset, header));
            case LeadAnsweredDecoder.TEMPLATE_ID ->
                lead(place, timeMicros, lead.wrapAndApplyHeader(buffer, offset, header));
            case MoneyMovedDecoder.TEMPLATE_ID ->
                money(place, timeMicros, money.wrapAndApplyHeader(buffer, offset, header));
            case CallStartedDecoder.TEMPLATE_ID ->
                started(place, timeMicros, started.wrapAndApplyHeader(buffer, offset, header));
            case CallAttributedDecoder.TEMPLATE_ID -> attributed(attributed.wrapAndApplyHeader(buffer, offset, header));
            case CallConnectedDecoder.TEMPLATE_ID ->
                connected(place, timeMicros, connected.wrapAndApplyHeader(buffer, offset, header));
            case CallEndedDecoder.TEMPLATE_ID ->
                ended(place, timeMicros, ended.wrapAndApplyHeader(buffer, offset, header));
            case ReviewNotedDecoder.TEMPLATE_ID ->
                review(place, timeMicros, review.wrapAndApplyHeader(buffer, offset, header));
            case UsageBookedDecoder.TEMPLATE_ID ->
                usage(place, timeMicros, usage.wrapAndApplyHeader(buffer, offset, header));
            case CostChangedDecoder.TEMPLATE_ID -> spend(place, spend.wrapAndApplyHeader(buffer, offset, header));
            case ScoreGivenDecoder.TEMPLATE_ID -> scored(score.wrapAndApplyHeader(buffer, offset, header));
            default -> {}
        }
    }

    private void ping(long place, long timeMicros, PingAnsweredDecoder message) {
        if (message.flags().test() || message.flags().repeated()) {
            return;
        }
        Fact fact =
                fact(Fact.Kind.PING, place, timeMicros, message.pingId(), message.sellerId(), message.campaignId(), 0);
        boolean isCall = message.flags().call();
        Origin origin = pings.read(message, fact, market, isCall ? known.get(message.pingId()) : null);
        if (isCall) {
            facts.add(fact);
            return;
        }
        known.put(fact.subject, origin);
        if (!origin.equals(Origin.UNKNOWN)) {
            told.add(new Told(place, timeMicros, fact.subject, origin));
        }
    }

    private void lead(long place, long timeMicros, LeadAnsweredDecoder message) {
        if (message.first() == 0 || message.flags().test()) {
            return;
        }
        Fact fact =
                fact(Fact.Kind.POST, place, timeMicros, message.leadId(), message.sellerId(), message.campaignId(), 0);
        fact.posts = 1;
        fact.reference = message.leadRef();
        fact.origin = origin(message.leadId(), message.pingId());
        for (LeadAnsweredDecoder.SalesDecoder sales = message.sales(); sales.hasNext(); ) {
            sales.next();
        }
        fact.source = message.source();
        known.put(fact.subject, fact.origin);
        subjectsHere.put(fact.subject, fact);
        facts.add(fact);
    }

    private void money(long place, long timeMicros, MoneyMovedDecoder message) {
        if (message.kind() == TransferKind.PAYMENT) {
            return;
        }
        Fact fact = fact(
                Fact.Kind.MONEY,
                place,
                timeMicros,
                message.leadId(),
                message.sellerId(),
                message.campaignId(),
                message.buyerId());
        boolean isReturn = message.kind() == TransferKind.RETURN;
        fact.sold = isReturn ? 0 : 1;
        fact.returned = isReturn ? 1 : 0;
        fact.revenue = message.priceMicros();
        fact.cost = message.payoutMicros();
        fact.origin = origin(message.leadId(), message.pingId());
        fact.source = message.source();
        facts.add(fact);
    }

    private void started(long place, long timeMicros, CallStartedDecoder message) {
        Fact fact =
                fact(Fact.Kind.CALL, place, timeMicros, message.callId(), message.sellerId(), message.campaignId(), 0);
        fact.calls = 1;
        fact.reference = message.callRef();
        String state = message.callRef() == 0 ? "" : sources.stateOf(message.callRef());
        Origin pinged = message.pingId() == message.callId() ? Origin.UNKNOWN : origin(message.pingId(), 0);
        String number = market.name(EntityKind.NUMBER, message.numberId());
        fact.origin = new Origin(state, pinged.keyword(), pinged.page(), number, Origin.NO_SCORE);
        fact.source = message.source();
        known.put(fact.subject, fact.origin);
        subjectsHere.put(fact.subject, fact);
        facts.add(fact);
    }

    /** Said right behind the call's start. */
    private void attributed(CallAttributedDecoder message) {
        Sources.Visit visit = message.visitRef() == 0 ? Sources.Visit.UNKNOWN : sources.visit(message.visitRef());
        Origin before = origin(message.callId(), 0);
        String number = message.number() == 0 ? before.number() : "+" + message.number();
        String keyword = visit.keyword().isEmpty() ? before.keyword() : visit.keyword();
        Origin origin = before.withVisit(keyword, visit.page().isEmpty() ? before.page() : visit.page(), number);
        known.put(message.callId(), origin);
        Fact call = subjectsHere.get(message.callId());
        if (call == null) {
            corrections.put(message.callId(), origin);
        } else {
            call.origin = origin;
        }
    }

    private void connected(long place, long timeMicros, CallConnectedDecoder message) {
        Fact fact = fact(
                Fact.Kind.ANSWER,
                place,
                timeMicros,
                message.callId(),
                message.sellerId(),
                message.campaignId(),
                message.buyerId());
        fact.answered = 1;
        fact.origin = origin(message.callId(), 0);
        fact.source = message.source();
        facts.add(fact);
    }

    private void ended(long place, long timeMicros, CallEndedDecoder message) {
        if (message.connectedMicros() == 0) {
            return;
        }
        Fact fact = fact(
                Fact.Kind.END,
                place,
                timeMicros,
                message.callId(),
                message.sellerId(),
                message.campaignId(),
                message.buyerId());
        fact.seconds = (int) ((message.endedMicros() - message.connectedMicros()) / 1_000_000);
        fact.billable = message.billable();
        fact.origin = origin(message.callId(), 0);
        fact.source = message.source();
        facts.add(fact);
    }

    /** A call's bill is held back, or not any more; one that is billed after its end counts as billable then. */
    private void review(long place, long timeMicros, ReviewNotedDecoder message) {
        Fact fact = fact(
                Fact.Kind.REVIEW,
                place,
                timeMicros,
                message.callId(),
                message.sellerId(),
                message.campaignId(),
                message.buyerId());
        fact.held = message.state() == ReviewState.HELD ? message.priceMicros() : -message.priceMicros();
        fact.billable = message.state() == ReviewState.APPROVED && message.ended() == 1 ? 1 : 0;
        fact.origin = origin(message.callId(), 0);
        fact.source = message.source();
        facts.add(fact);
    }

    /** The last score of a lead or call is that of all its rows. */
    private void scored(ScoreGivenDecoder message) {
        Origin origin = origin(message.id(), message.pingId()).withScore(message.scoreMicros() / 1_000);
        known.put(message.id(), origin);
        Fact subject = subjectsHere.get(message.id());
        if (subject != null) {
            subject.origin = origin;
        }
        scores.put(message.id(), origin.score());
    }

    /** What a carrier is owed, for a call or for numbers. */
    private void usage(long place, long timeMicros, UsageBookedDecoder message) {
        if (message.kind() == UsageKind.PAYMENT) {
            return;
        }
        Fact fact = fact(
                Fact.Kind.USAGE,
                place,
                timeMicros,
                message.callId(),
                message.sellerId(),
                message.campaignId(),
                message.buyerId());
        fact.telephony = message.amountMicros();
        fact.origin = message.callId() == 0
                ? new Origin("", "", "", market.name(EntityKind.NUMBER, message.numberId()), Origin.NO_SCORE)
                : origin(message.callId(), 0);
        fact.source = message.source();
        facts.add(fact);
    }

    /** What ads cost counts when their day began, of no seller and no buyer; a correction by its difference. */
    private void spend(long place, CostChangedDecoder message) {
        Fact fact = fact(Fact.Kind.SPEND, place, message.startMicros(), 0, 0, message.campaignId(), 0);
        fact.spend = message.amountMicros() - message.beforeMicros();
        fact.cost = fact.spend;
        fact.source = message.source();
        fact.origin = new Origin("", message.keyword(), "", "", Origin.NO_SCORE);
        facts.add(fact);
    }

    private Origin origin(long subject, long otherwise) {
        Origin found = known.get(subject);
        if (found == null && otherwise != 0) {
            found = known.get(otherwise);
        }
        return found == null ? Origin.UNKNOWN : found;
    }

    private Fact fact(
            Fact.Kind kind, long place, long timeMicros, long subject, int sellerId, int campaignId, int buyerId) {
        Fact fact = new Fact(kind, place, timeMicros, subject);
        fact.seller = market.name(EntityKind.SELLER, sellerId);
        fact.campaign = market.name(EntityKind.CAMPAIGN, campaignId);
        fact.buyer = market.name(EntityKind.BUYER, buyerId);
        fact.product = product(market.campaign(campaignId));
        return fact;
    }

    private static String product(@Nullable CampaignInfo campaign) {
        return campaign == null ? "" : campaign.product().name().toLowerCase(Locale.ROOT);
    }
}
