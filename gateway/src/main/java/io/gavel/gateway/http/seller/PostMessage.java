package io.gavel.gateway.http.seller;

import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PostReceivedEncoder;
import org.agrona.MutableDirectBuffer;

/** A draft as {@code PostReceived}. One thread. */
final class PostMessage {
    private final Draft draft;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PostReceivedEncoder message = new PostReceivedEncoder();

    PostMessage(Draft draft) {
        this.draft = draft;
    }

    /** Encodes from offset 0 and returns the length; {@link Stored} completes it. */
    int encode(MutableDirectBuffer target, long requestKey, long pingId, int sellerId, int[] orderIds, int orders) {
        message.wrapAndApplyHeader(target, 0, header)
                .correlationId(0)
                .requestKey(requestKey)
                .pingId(pingId)
                .leadRef(0)
                .sellerId(sellerId);
        PostReceivedEncoder.AttributesEncoder attributes = message.attributesCount(draft.attributes);
        for (int i = 0; i < draft.attributes; i++) {
            attributes.next().fieldId(draft.fieldIds[i]).value(draft.values[i]);
            byte[] text = PingMessage.bytes(draft.attributeTexts[i]);
            attributes.putText(text, 0, text.length);
        }
        PostReceivedEncoder.PersonsEncoder persons = message.personsCount(draft.persons);
        for (int i = 0; i < draft.persons; i++) {
            persons.next().fieldId(draft.personFields[i]).key(draft.personKeys[i]);
        }
        PostReceivedEncoder.BidsEncoder bids = message.bidsCount(orders);
        for (int i = 0; i < orders; i++) {
            bids.next().orderId(orderIds[i]);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }
}
