package io.gavel.core.auction;

import io.gavel.message.Attributes;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.PingReceivedDecoder;

/** The attributes of one ping at a time, read from the auction's copy of the ping when they are wanted. */
final class PingAttributes {
    private final Attributes attributes = new Attributes();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingReceivedDecoder ping = new PingReceivedDecoder();
    private long loaded;

    /** Reads those of a ping that is just coming in. */
    void load(long pingId, PingReceivedDecoder message) {
        attributes.load(message.attributes());
        loaded = pingId;
    }

    /** Valid until the next ping's are wanted. */
    Attributes of(Auction auction) {
        if (loaded != auction.pingId) {
            attributes.load(ping.wrapAndApplyHeader(auction.ping, 0, header).attributes());
            loaded = auction.pingId;
        }
        return attributes;
    }
}
