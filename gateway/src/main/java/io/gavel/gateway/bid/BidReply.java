package io.gavel.gateway.bid;

import io.gavel.message.BidAnswer;

/**
 * What a buyer's answer to a bid request means.
 *
 * @param priceMicros 0 unless it is a bid
 * @param reference the buyer's own id of the bid, empty if none
 * @param wrong what was wrong, one word for the counters; empty if nothing
 */
record BidReply(BidAnswer answer, long priceMicros, String reference, String wrong) {
    static final BidReply NO_BID = new BidReply(BidAnswer.NO_BID, 0, "", "");

    static BidReply bid(long priceMicros, String reference) {
        return new BidReply(BidAnswer.BID, priceMicros, reference, "");
    }

    static BidReply wrong(String what) {
        return new BidReply(BidAnswer.ERROR, 0, "", what);
    }
}
