package io.gavel.gateway.http;

import io.gavel.ring.InputRing;
import io.gavel.ring.Slot;
import org.agrona.MutableDirectBuffer;

/** A message on the line whose answer is waited for on an event loop. */
public final class Question {

    private Question() {}

    /** Encodes a message with its header from offset 0 and returns its length. */
    public interface Message {
        int encode(MutableDirectBuffer buffer, long correlationId);
    }

    /**
     * Sends, from any thread, a message whose answer a loop waits for already, by {@link Replies#await}.
     *
     * @return false if nothing was sent, for the line is full
     */
    public static boolean send(InputRing inputs, long correlationId, Message message) {
        Slot slot = inputs.claimIntake();
        if (slot == null) {
            return false;
        }
        int length;
        try {
            length = message.encode(slot.buffer(), correlationId);
        } catch (RuntimeException e) {
            slot.abandon();
            throw e;
        }
        slot.publish(length);
        return true;
    }

    /**
     * Asks. Called on the loop that waits; what the message throws comes out here, with nothing left behind.
     *
     * @param patienceMillis until the reply hears that nobody answered
     * @return false if nothing was sent, for the line is full or too many wait: the reply hears nothing
     */
    public static boolean ask(
            InputRing inputs, Replies replies, Loop loop, long patienceMillis, Reply reply, Message message) {
        long correlationId = replies.await(loop, patienceMillis, reply);
        boolean isSent = false;
        try {
            isSent = correlationId != 0 && send(inputs, correlationId, message);
            return isSent;
        } finally {
            if (!isSent && correlationId != 0) {
                replies.forget(loop, correlationId);
            }
        }
    }
}
