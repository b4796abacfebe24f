package io.gavel.core.auction;

import io.gavel.message.Attributes;
import org.agrona.DirectBuffer;

/** The attributes of one ping at a time, read from the auction's copy of the ping when they are wanted. */
final class PingAttributes {
    private final Attributes attributes = new Attributes();
    private long loaded;

    /** Reads those of a ping that is just coming in, which begin at {@code offset}; returns where they end. */
    int load(long pingId, DirectBuffer bytes, int offset) {
        loaded = pingId;
        return attributes.load(bytes, offset);
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
