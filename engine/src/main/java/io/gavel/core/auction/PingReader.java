package io.gavel.core.auction;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.PingReceivedDecoder;
import org.agrona.DirectBuffer;

/** Reads pings into blank auctions: when one comes in, and again when its award is taken off the shelf. */
final class PingReader {
    private final PingAttributes attributes;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingReceivedDecoder message = new PingReceivedDecoder();

    PingReader(PingAttributes attributes) {
        this.attributes = attributes;
    }

    /** Sets all that the ping says by itself, and keeps a copy of it. */
    void read(Auction auction, long pingId, DirectBuffer bytes) {
        message.wrapAndApplyHeader(bytes, 0, header);
        auction.pingId = pingId;
        auction.requestKey = message.requestKey();
        auction.leadRef = message.leadRef();
        auction.sellerId = message.sellerId();
        auction.campaignId = message.campaignId();
        auction.flags = (byte) message.flags().getRaw();
        auction.sameKey = auction.direct() ? 0 : message.sameKey();
        auction.attributesAt = message.limit();
        message.limit(attributes.load(pingId, bytes, message.limit()));
        auction.attributesLength = message.limit() - auction.attributesAt;
        PingReceivedDecoder.PersonsDecoder persons = message.persons();
        while (persons.hasNext()) {
            persons.next();
            auction.person(persons.fieldId(), persons.key());
        }
        auction.textsAt = message.limit();
        auction.sourceLength = message.sourceLength();
        message.skipSource();
        message.skipSubId();
        auction.textsLength = message.limit() - auction.textsAt;
        auction.keep(bytes, 0, message.limit());
    }

    /** The message that was read last, for what concerns only its arrival. */
    PingReceivedDecoder message() {
        return message;
    }
}
