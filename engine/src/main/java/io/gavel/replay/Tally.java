package io.gavel.replay;

import io.gavel.message.AwardReleasedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.Outlet;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReleaseCause;
import io.gavel.message.TransferKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/** Adds up what rules say while traffic is run through them again. Tests and answers given again count for nothing. */
public final class Tally implements Outlet {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final MoneyMovedDecoder money = new MoneyMovedDecoder();
    private final AwardReleasedDecoder released = new AwardReleasedDecoder();
    private final Figures total = new Figures();
    private final Map<Integer, Figures> campaigns = new TreeMap<>();
    private final Map<Integer, Figures> buyers = new TreeMap<>();
    private final Map<Integer, Figures> sellers = new TreeMap<>();
    private final Map<Reason, Long> pingReasons = new EnumMap<>(Reason.class);
    private final Map<Reason, Long> leadReasons = new EnumMap<>(Reason.class);
    private final LongHashSet pending = new LongHashSet();

    /** Campaign and seller of pings whose awards are open. */
    private final Long2ObjectHashMap<int[]> open = new Long2ObjectHashMap<>();

    private boolean counts = true;

    Tally() {}

    /** Whether what is heard from now on counts; what was heard before stays counted. */
    void count(boolean counts) {
        this.counts = counts;
    }

    public Figures total() {
        return total;
    }

    /** By id, ascending; those that took part in nothing are absent. */
    public Map<Integer, Figures> campaigns() {
        return campaigns;
    }

    public Map<Integer, Figures> buyers() {
        return buyers;
    }

    public Map<Integer, Figures> sellers() {
        return sellers;
    }

    /** How pings were answered; {@link Reason#NONE}: accepted. */
    public Map<Reason, Long> pingReasons() {
        return pingReasons;
    }

    /** Why leads were not sold. */
    public Map<Reason, Long> leadReasons() {
        return leadReasons;
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return buffer;
    }

    @Override
    public void send(int length) {
        if (!counts) {
            return;
        }
        switch (header.wrap(buffer, 0).templateId()) {
            case PingAnsweredDecoder.TEMPLATE_ID -> answered(ping.wrapAndApplyHeader(buffer, 0, header));
            case AwardReleasedDecoder.TEMPLATE_ID -> released(released.wrapAndApplyHeader(buffer, 0, header));
            case LeadAnsweredDecoder.TEMPLATE_ID -> lead(lead.wrapAndApplyHeader(buffer, 0, header));
            case MoneyMovedDecoder.TEMPLATE_ID -> moved(money.wrapAndApplyHeader(buffer, 0, header));
            default -> {}
        }
    }

    private void answered(PingAnsweredDecoder message) {
        if (message.flags().repeated() || message.flags().test()) {
            return;
        }
        pingReasons.merge(Reason.of(message.reason()), 1L, Long::sum);
        if (message.reason() != 0) {
            return;
        }
        int[] parties = {message.campaignId(), message.sellerId()};
        open.put(message.pingId(), parties);
        for (PingAnsweredDecoder.BidsDecoder bids = message.bids(); bids.hasNext(); ) {
            bids.next();
            if (bids.outcome() == Outcome.WON) {
                for (Figures figures : of(parties[0], parties[1], bids.buyerId())) {
                    figures.awards++;
                }
            }
        }
    }

    private void released(AwardReleasedDecoder message) {
        int[] parties = open.get(message.pingId());
        if (parties != null && message.cause() == ReleaseCause.EXPIRED) {
            for (Figures figures : of(parties[0], parties[1], message.buyerId())) {
                figures.expired++;
            }
        }
    }

    private void lead(LeadAnsweredDecoder message) {
        open.remove(message.pingId());
        boolean counts = message.first() != 0 || pending.remove(message.leadId());
        if (!counts || message.flags().test()) {
            return;
        }
        if (message.status() == LeadStatus.PENDING) {
            pending.add(message.leadId());
        } else if (message.status() == LeadStatus.UNSOLD) {
            leadReasons.merge(Reason.of(message.reason()), 1L, Long::sum);
        }
    }

    private void moved(MoneyMovedDecoder message) {
        if (message.kind() == TransferKind.PAYMENT) {
            return;
        }
        for (Figures figures : of(message.campaignId(), message.sellerId(), message.buyerId())) {
            if (message.kind() == TransferKind.SALE) {
                figures.sold++;
            } else {
                figures.returned++;
            }
            figures.revenueMicros += message.priceMicros();
            figures.costMicros += message.payoutMicros();
        }
    }

    private Figures[] of(int campaignId, int sellerId, int buyerId) {
        return new Figures[] {
            total,
            campaigns.computeIfAbsent(campaignId, id -> new Figures()),
            sellers.computeIfAbsent(sellerId, id -> new Figures()),
            buyers.computeIfAbsent(buyerId, id -> new Figures())
        };
    }
}
