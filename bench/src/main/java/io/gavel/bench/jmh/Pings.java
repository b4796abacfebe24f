package io.gavel.bench.jmh;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.PingReceivedEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A ping of usual size: five attributes, one person, a source; about 230 bytes. */
final class Pings {
    private static final int ATTRIBUTES = 5;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PingReceivedEncoder encoder = new PingReceivedEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final PingReceivedDecoder decoder = new PingReceivedDecoder();
    private final byte[] source = {'f', 'b', '-', '1'};
    private final byte[] none = {};

    /** Encodes it; returns its length. */
    int encode(MutableDirectBuffer buffer, long number) {
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(number)
                .requestKey(0)
                .sameKey(number * 31)
                .leadRef(0)
                .floorMicros(3_000_000)
                .sellerId(1)
                .campaignId(1)
                .deadlineMillis(400);
        encoder.flags().clear();
        PingReceivedEncoder.AttributesEncoder attributes = encoder.attributesCount(ATTRIBUTES);
        for (int i = 0; i < ATTRIBUTES; i++) {
            attributes.next().fieldId(i).value(number + i).putText(none, 0, 0);
        }
        encoder.personsCount(1).next().fieldId(1).key(number * 17);
        encoder.putSource(source, 0, source.length).putSubId(none, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** Reads every number of it; returns their sum. */
    long decode(DirectBuffer buffer) {
        decoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
        long sum = decoder.correlationId()
                + decoder.sameKey()
                + decoder.floorMicros()
                + decoder.sellerId()
                + decoder.campaignId()
                + decoder.deadlineMillis();
        PingReceivedDecoder.AttributesDecoder attributes = decoder.attributes();
        while (attributes.hasNext()) {
            attributes.next();
            sum += attributes.fieldId() + attributes.value() + attributes.skipText();
        }
        PingReceivedDecoder.PersonsDecoder persons = decoder.persons();
        while (persons.hasNext()) {
            sum += persons.next().key();
        }
        return sum + decoder.skipSource() + decoder.skipSubId();
    }
}
