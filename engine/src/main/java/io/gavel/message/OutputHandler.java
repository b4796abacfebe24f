package io.gavel.message;

import org.agrona.DirectBuffer;

/**
 * Hears every output of the exchange, in order. Called on one thread of its own, which nobody else waits for until the
 * output ring is full: then the line waits, so a handler hands slow work over and never blocks on the input ring.
 */
@FunctionalInterface
public interface OutputHandler {
    /**
     * Hears one output.
     *
     * @param sequence the input that caused this output
     * @param index 0, 1, 2 … among the outputs of that input
     * @param timeMicros when that input happened
     * @param buffer holds the message, SBE header first, from {@code offset}, {@code length} bytes; valid during the call only
     * @param endOfBatch nothing more is waiting now: a good moment to flush
     */
    void onOutput(
            long sequence, int index, long timeMicros, DirectBuffer buffer, int offset, int length, boolean endOfBatch);
}
