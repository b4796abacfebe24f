package io.gavel.gateway.bid;

import io.gavel.message.BidAnswer;

/**
 * What a buyer's answer to a bid request means.
 *
 * @param priceMicros 0 unless it is a bid
 * @param reference the buyer's own id of the bid, empty if none
 * @param call what it says about a call
 * @param wrong what was wrong, one word for the counters; empty if nothing
 */
record BidReply(BidAnswer answer, long priceMicros, String reference, CallPart call, String wrong) {
    static final BidReply NO_BID = new BidReply(BidAnswer.NO_BID, 0, "", CallPart.NOTHING, "");

    /**
     * What a bid for a call may say beside its price.
     *
     * @param billableSeconds when the price is due, -1: as the order says
     * @param sip where it is to ring, empty: where the order says
     */
    record CallPart(int billableSeconds, String sip) {
        static final CallPart NOTHING = new CallPart(-1, "");
    }

    static BidReply bid(long priceMicros, String reference) {
        return new BidReply(BidAnswer.BID, priceMicros, reference, CallPart.NOTHING, "");
    }

    BidReply with(CallPart said) {
        return new BidReply(answer, priceMicros, reference, said, wrong);
    }

    /** Without a bid, a late one or one that was not asked for. */
    static BidReply without(BidAnswer answer) {
        return new BidReply(answer, 0, "", CallPart.NOTHING, "");
    }

    static BidReply wrong(String what) {
        return new BidReply(BidAnswer.ERROR, 0, "", CallPart.NOTHING, what);
    }
}
