package io.gavel.gateway.market;

import io.gavel.message.CarrierPutEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.NumberPutEncoder;
import java.time.LocalDate;
import org.agrona.MutableDirectBuffer;

/** Carriers and numbers as engine messages: what they cost. One thread. */
final class InventoryEncoding {
    private final CarrierPutEncoder carrier = new CarrierPutEncoder();
    private final NumberPutEncoder number = new NumberPutEncoder();

    int carrier(
            CarrierInfo put,
            MessageHeaderEncoder header,
            MutableDirectBuffer buffer,
            long correlationId,
            String actor) {
        Rates rates = put.rates();
        carrier.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .carrierId(put.id())
                .inboundMicros(rates.inbound().minuteMicros())
                .outboundMicros(rates.outbound().minuteMicros())
                .recordingMicros(rates.recording().minuteMicros())
                .platformMicros(rates.platformMicros())
                .monthlyMicros(rates.monthlyMicros())
                .inboundFirst(rates.inbound().firstSeconds())
                .inboundStep(rates.inbound().stepSeconds())
                .outboundFirst(rates.outbound().firstSeconds())
                .outboundStep(rates.outbound().stepSeconds())
                .recordingFirst(rates.recording().firstSeconds())
                .recordingStep(rates.recording().stepSeconds())
                .transcriptionMicros(rates.transcription().minuteMicros())
                .transcriptionFirst(rates.transcription().firstSeconds())
                .transcriptionStep(rates.transcription().stepSeconds())
                .key(put.name())
                .actor(actor);
        byte[] text = Encoding.bytes(put.entity());
        carrier.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + carrier.encodedLength();
    }

    int number(
            NumberInfo put, MessageHeaderEncoder header, MutableDirectBuffer buffer, long correlationId, String actor) {
        String source = put.source();
        LocalDate since = put.since();
        number.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .numberId(put.id())
                .carrierId(put.carrierId())
                .campaignId(put.campaignId())
                .sellerId(put.sellerId())
                .sinceDay(since == null ? 0 : (int) since.toEpochDay())
                .digits(NumberReader.digits(put.name()))
                .monthlyMicros(put.monthlyFeeMicros())
                .minuteMicros(put.perMinuteMicros())
                .rented((short) (put.portedOut() ? 0 : 1))
                .source(source == null ? "" : source)
                .key(put.name())
                .actor(actor);
        byte[] text = Encoding.bytes(put.entity());
        number.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + number.encodedLength();
    }
}
