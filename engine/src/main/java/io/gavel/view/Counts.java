package io.gavel.view;

import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ReviewState;
import io.gavel.message.TransferKind;
import io.gavel.message.UsageBookedDecoder;
import io.gavel.message.UsageKind;

/** What each output counts for in the P and L. Tests and answers given again count for nothing. View thread. */
final class Counts {
    private final Cube cube;

    Counts(Cube cube) {
        this.cube = cube;
    }

    /** A ping, its auction, and what each order bid. Reads the message to its end. */
    void ping(long stamp, long timeMicros, PingAnsweredDecoder ping) {
        if (ping.flags().test() || ping.flags().repeated()) {
            return;
        }
        int sellerId = ping.sellerId();
        int campaignId = ping.campaignId();
        boolean call = ping.flags().call();
        int bidsAt = ping.limit();
        String name = source(ping);
        synchronized (cube) {
            if (!cube.begins(stamp, timeMicros)) {
                return;
            }
            int source = cube.source(name);
            if (!call) {
                cube.add(sellerId, campaignId, 0, source, PnlColumn.PINGS, 1);
            }
            if (wasAuctioned(Reason.of(ping.reason()))) {
                cube.add(sellerId, campaignId, 0, source, PnlColumn.AUCTIONS, 1);
            }
            ping.limit(bidsAt);
            PingAnsweredDecoder.BidsDecoder bids = ping.bids();
            while (bids.hasNext()) {
                bids.next();
                if (bids.bidMicros() > 0) {
                    cube.add(sellerId, campaignId, bids.buyerId(), source, PnlColumn.BIDS, 1);
                }
                if (bids.outcome() == Outcome.WON) {
                    cube.add(sellerId, campaignId, bids.buyerId(), source, PnlColumn.AWARDS, 1);
                }
            }
        }
    }

    /** Of two groups and then the source, the source. */
    private static String source(PingAnsweredDecoder ping) {
        PingAnsweredDecoder.BidsDecoder bids = ping.bids();
        while (bids.hasNext()) {
            bids.next();
        }
        PingAnsweredDecoder.AttributesDecoder attributes = ping.attributes();
        while (attributes.hasNext()) {
            attributes.next().skipText();
        }
        return ping.source();
    }

    private static boolean wasAuctioned(Reason reason) {
        return switch (reason) {
            case SELLER_PAUSED, CAMPAIGN_PAUSED, CAPS_REACHED, SUPPRESSED, DUPLICATE, NOT_ALLOWED, NOT_FOUND -> false;
            default -> true;
        };
    }

    /** A post, when its lead first appears. Reads the message to its end. */
    void lead(long stamp, long timeMicros, LeadAnsweredDecoder lead) {
        if (lead.first() == 0 || lead.flags().test()) {
            return;
        }
        int sellerId = lead.sellerId();
        int campaignId = lead.campaignId();
        LeadAnsweredDecoder.SalesDecoder sales = lead.sales();
        while (sales.hasNext()) {
            sales.next();
        }
        String name = lead.source();
        synchronized (cube) {
            if (cube.begins(stamp, timeMicros)) {
                cube.add(sellerId, campaignId, 0, cube.source(name), PnlColumn.POSTS, 1);
            }
        }
    }

    /** A call that came in. Reads the message up to its source. */
    void started(long stamp, long timeMicros, CallStartedDecoder call) {
        add(stamp, timeMicros, call.sellerId(), call.campaignId(), 0, call.source(), PnlColumn.CALLS, 1);
    }

    /** A buyer answered. Reads the message to its end. */
    void connected(long stamp, long timeMicros, CallConnectedDecoder call) {
        int buyerId = call.buyerId();
        add(stamp, timeMicros, call.sellerId(), call.campaignId(), buyerId, call.source(), PnlColumn.ANSWERED, 1);
    }

    /** A call that was connected is over: how long it lasted, and whether it was billable. Reads up to its source. */
    void ended(long stamp, long timeMicros, CallEndedDecoder call) {
        if (call.connectedMicros() == 0) {
            return;
        }
        int sellerId = call.sellerId();
        int campaignId = call.campaignId();
        int buyerId = call.buyerId();
        long seconds = (call.endedMicros() - call.connectedMicros()) / 1_000_000;
        int billable = call.billable();
        String name = call.source();
        synchronized (cube) {
            if (cube.begins(stamp, timeMicros)) {
                int source = cube.source(name);
                cube.add(sellerId, campaignId, buyerId, source, PnlColumn.SECONDS, seconds);
                cube.add(sellerId, campaignId, buyerId, source, PnlColumn.BILLABLE, billable);
            }
        }
    }

    private void add(
            long stamp, long timeMicros, int seller, int campaign, int buyer, String name, PnlColumn column, long n) {
        synchronized (cube) {
            if (cube.begins(stamp, timeMicros)) {
                cube.add(seller, campaign, buyer, cube.source(name), column, n);
            }
        }
    }

    /** A sale or a return; payments are not profit. Reads the message up to its source. */
    void money(long stamp, long timeMicros, MoneyMovedDecoder money) {
        TransferKind kind = money.kind();
        if (kind == TransferKind.PAYMENT) {
            return;
        }
        int sellerId = money.sellerId();
        int campaignId = money.campaignId();
        int buyerId = money.buyerId();
        String name = money.source();
        synchronized (cube) {
            if (!cube.begins(stamp, timeMicros)) {
                return;
            }
            int source = cube.source(name);
            PnlColumn counted = kind == TransferKind.RETURN ? PnlColumn.RETURNED : PnlColumn.SOLD;
            cube.add(sellerId, campaignId, buyerId, source, counted, 1);
            cube.add(sellerId, campaignId, buyerId, source, PnlColumn.REVENUE, money.priceMicros());
            cube.add(sellerId, campaignId, buyerId, source, PnlColumn.COST, money.payoutMicros());
        }
    }

    /** A call's bill is held back, or not any more. Reads the message up to its source. */
    void review(long stamp, long timeMicros, ReviewNotedDecoder review) {
        int sellerId = review.sellerId();
        int campaignId = review.campaignId();
        int buyerId = review.buyerId();
        ReviewState state = review.state();
        long price = review.priceMicros();
        boolean billedLate = state == ReviewState.APPROVED && review.ended() == 1;
        String name = review.source();
        synchronized (cube) {
            if (cube.begins(stamp, timeMicros)) {
                int source = cube.source(name);
                boolean held = state == ReviewState.HELD;
                cube.add(sellerId, campaignId, buyerId, source, PnlColumn.HELD, held ? price : -price);
                cube.add(sellerId, campaignId, buyerId, source, PnlColumn.DECIDED, held ? 0 : price);
                cube.add(sellerId, campaignId, buyerId, source, PnlColumn.BILLABLE, billedLate ? 1 : 0);
            }
        }
    }

    /** What a carrier is owed; payments are not profit. Reads the message up to its source. */
    void usage(long stamp, long timeMicros, UsageBookedDecoder usage) {
        if (usage.kind() != UsageKind.PAYMENT) {
            long amount = usage.amountMicros();
            int sellerId = usage.sellerId();
            int campaignId = usage.campaignId();
            int buyerId = usage.buyerId();
            add(stamp, timeMicros, sellerId, campaignId, buyerId, usage.source(), PnlColumn.TELEPHONY, amount);
        }
    }
}
