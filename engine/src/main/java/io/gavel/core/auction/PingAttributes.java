package io.gavel.core.auction;

import io.gavel.message.Attributes;
import org.agrona.DirectBuffer;

/** The attributes of one ping at a time, read from the auction's copy of the ping when they are wanted. */
final class PingAttributes {
    private static final long NONE = 0;

    private final Attributes attributes = new Attributes();
    private long loaded = NONE;

    /** Reads those of a ping that is just coming in, which begin at {@code offset}; returns where they end, or -1 if they break off. */
    int load(long pingId, DirectBuffer bytes, int offset) {
        int end = attributes.load(bytes, offset);
        loaded = end < 0 ? NONE : pingId;
        return end;
    }

    /** With its score, if it has one. Valid until the next ping's are wanted. */
    Attributes of(Auction auction) {
        if (loaded != auction.pingId) {
            attributes.load(auction.ping, auction.attributesAt);
            loaded = auction.pingId;
        }
        if (auction.score.isGiven()) {
            attributes.set(Attributes.SCORE, auction.score.micros);
        }
        return attributes;
    }
}
