package io.gavel.core.auction;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.PingReceivedDecoder.PersonsDecoder;
import org.agrona.DirectBuffer;

/** Reads pings into blank auctions: when one comes in, and again when its award is taken off the shelf. */
final class PingReader {
    private static final int GROUP_HEADER = PersonsDecoder.sbeHeaderSize();
    private static final int PERSON = PersonsDecoder.sbeBlockLength();
    private static final int TEXT_HEADER = PingReceivedDecoder.sourceHeaderLength();
    /** No message is so long, even with a text behind it. */
    private static final int BEYOND = 1 << 30;

    private final PingAttributes attributes;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingReceivedDecoder message = new PingReceivedDecoder();

    PingReader(PingAttributes attributes) {
        this.attributes = attributes;
    }

    /**
     * Sets all that the ping says by itself, and keeps a copy of it. The fixed block is there; whether the rest is, is looked at here.
     *
     * @return false if it breaks off, or has what cannot be read: the auction is to be given back
     */
    boolean read(Auction auction, long pingId, DirectBuffer bytes) {
        message.wrapAndApplyHeader(bytes, 0, header);
        auction.pingId = pingId;
        auction.requestKey = message.requestKey();
        auction.leadRef = message.leadRef();
        auction.sellerId = message.sellerId();
        auction.campaignId = message.campaignId();
        auction.flags = (byte) message.flags().getRaw();
        auction.sameKey = auction.direct() ? 0 : message.sameKey();
        int length = bytes.capacity();
        int at = message.limit();
        auction.attributesAt = at;
        at = attributes.load(pingId, bytes, at);
        if (at < 0) {
            return false;
        }
        auction.attributesLength = at - auction.attributesAt;
        at = persons(auction, bytes, at);
        auction.textsAt = at;
        int source = textEnd(bytes, at);
        int end = textEnd(bytes, source);
        if (end > length) {
            return false;
        }
        auction.sourceLength = source - at - TEXT_HEADER;
        auction.textsLength = end - at;
        auction.keep(bytes, 0, end);
        return true;
    }

    /** Returns where the group ends; beyond the message if it breaks off. */
    private static int persons(Auction auction, DirectBuffer bytes, int group) {
        int at = group + GROUP_HEADER;
        if (at > bytes.capacity()) {
            return at;
        }
        int block = unsignedShort(bytes, group);
        int count = unsignedShort(bytes, group + Short.BYTES);
        long end = at + (long) block * count;
        if (block < PERSON || end > bytes.capacity()) {
            return BEYOND;
        }
        for (; at < end; at += block) {
            auction.person(
                    unsignedShort(bytes, at + PersonsDecoder.fieldIdEncodingOffset()),
                    bytes.getLong(at + PersonsDecoder.keyEncodingOffset(), LITTLE_ENDIAN));
        }
        return at;
    }

    /** Where a text ends that begins at {@code at}; beyond the message if it breaks off, or began there. */
    private static int textEnd(DirectBuffer bytes, int at) {
        int begin = at + TEXT_HEADER;
        return begin > bytes.capacity() ? BEYOND : begin + unsignedShort(bytes, at);
    }

    private static int unsignedShort(DirectBuffer bytes, int at) {
        return bytes.getShort(at, LITTLE_ENDIAN) & 0xffff;
    }

    /** The message that was read last, for what concerns only its arrival. */
    PingReceivedDecoder message() {
        return message;
    }
}
