package io.gavel.gateway.http.seller;

import io.gavel.message.Coding;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingReceivedEncoder;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** A draft as {@code PingReceived}. One thread. */
final class PingMessage {
    private static final byte[] NOTHING = {};

    private final Draft draft;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PingReceivedEncoder message = new PingReceivedEncoder();

    PingMessage(Draft draft) {
        this.draft = draft;
    }

    /** Encodes from offset 0 and returns the length; {@link Stored} completes a direct ping. */
    int encode(
            MutableDirectBuffer target,
            long correlationId,
            long requestKey,
            int sellerId,
            int campaignId,
            int deadlineMillis,
            boolean direct) {
        message.wrapAndApplyHeader(target, 0, header)
                .correlationId(correlationId)
                .requestKey(requestKey)
                .sameKey(direct ? 0 : sameKey(sellerId, campaignId))
                .leadRef(direct ? 0 : draft.storyRef)
                .floorMicros(draft.floorMicros)
                .sellerId(sellerId)
                .campaignId(campaignId)
                .deadlineMillis(deadlineMillis);
        message.flags().clear().test(draft.test).all(draft.all).direct(direct);
        PingReceivedEncoder.AttributesEncoder attributes = message.attributesCount(draft.attributes);
        for (int i = 0; i < draft.attributes; i++) {
            attributes.next().fieldId(draft.fieldIds[i]).value(draft.values[i]);
            byte[] text = bytes(draft.attributeTexts[i]);
            attributes.putText(text, 0, text.length);
        }
        PingReceivedEncoder.PersonsEncoder persons = message.personsCount(draft.persons);
        for (int i = 0; i < draft.persons; i++) {
            persons.next().fieldId(draft.personFields[i]).key(draft.personKeys[i]);
        }
        byte[] source = bytes(draft.source);
        message.putSource(source, 0, source.length);
        byte[] subId = bytes(draft.subId);
        message.putSubId(subId, 0, subId.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    /** The same ping again has the same key; a ping of nobody in particular is never the same. */
    private long sameKey(int sellerId, int campaignId) {
        if (draft.persons == 0) {
            return 0;
        }
        long key = Coding.combine(((long) sellerId << 32) | campaignId, draft.test ? 1 : 0);
        for (int i = 0; i < draft.attributes; i++) {
            key = Coding.combine(key, draft.fieldIds[i]);
            key = Coding.combine(key, draft.values[i]);
        }
        for (int i = 0; i < draft.persons; i++) {
            key = Coding.combine(key, draft.personKeys[i]);
        }
        return key;
    }

    static byte[] bytes(@Nullable String text) {
        return text == null || text.isEmpty() ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
    }
}
