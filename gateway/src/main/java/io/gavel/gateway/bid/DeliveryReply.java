package io.gavel.gateway.bid;

import io.gavel.message.DeliveryAnswer;

/**
 * What a buyer's answer to a delivery means.
 *
 * @param reference the buyer's id of the lead, empty if none
 * @param reason why it was refused, or is unknown; empty if accepted
 */
record DeliveryReply(DeliveryAnswer answer, String reference, String reason) {
    static DeliveryReply accepted(String reference) {
        return new DeliveryReply(DeliveryAnswer.ACCEPTED, reference, "");
    }

    static DeliveryReply refused(String reason) {
        return new DeliveryReply(DeliveryAnswer.REFUSED, "", reason);
    }

    static DeliveryReply unknown(String reason) {
        return new DeliveryReply(DeliveryAnswer.UNKNOWN, "", reason);
    }
}
