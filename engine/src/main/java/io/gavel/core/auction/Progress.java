package io.gavel.core.auction;

import io.gavel.message.LeadStatus;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;

/** Where a lead stands, seen from its bids. */
final class Progress {
    private Progress() {}

    /** Whether no delivery is under way any more. */
    static boolean settled(Auction auction) {
        for (int i = 0; i < auction.bids.size(); i++) {
            if (auction.bids.get(i).delivering()) {
                return false;
            }
        }
        return true;
    }

    /** How many buyers have the lead or are being given it. */
    static int active(Auction auction) {
        int count = 0;
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            count += bid.delivering() || bid.sale == SaleState.ACCEPTED || bid.sale == SaleState.RETURNED ? 1 : 0;
        }
        return count;
    }

    static LeadStatus present(Auction auction) {
        boolean open = false;
        for (int i = 0; i < auction.bids.size(); i++) {
            SaleState sale = auction.bids.get(i).sale;
            if (sale == SaleState.ACCEPTED || sale == SaleState.RETURNED) {
                return LeadStatus.SOLD;
            }
            open |= auction.bids.get(i).delivering();
        }
        return open ? LeadStatus.PENDING : LeadStatus.UNSOLD;
    }

    /** Why it was not sold. */
    static Reason why(Auction auction) {
        boolean refused = false;
        boolean unknown = false;
        boolean duplicate = false;
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            refused |= bid.sale == SaleState.REFUSED;
            unknown |= bid.sale == SaleState.GIVEN_UP;
            duplicate |= bid.outcome == Outcome.DUPLICATE;
        }
        if (refused || unknown) {
            return refused ? Reason.REFUSED_BY_BUYER : Reason.DELIVERY_UNKNOWN;
        }
        if (auction.reason != Reason.NONE) {
            return auction.reason;
        }
        return duplicate ? Reason.DUPLICATE : Reason.NO_ELIGIBLE_ORDER;
    }
}
