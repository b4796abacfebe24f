package io.gavel.gateway.demo.day;

import io.gavel.message.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * An output of the line that somebody in the day has to act upon.
 *
 * @param template which
 * @param timeMicros when it was said
 * @param message a copy of it, header first
 */
record Heard(int template, long timeMicros, DirectBuffer message) {
    /** For the decoders' {@code wrapAndApplyHeader}. */
    MessageHeaderDecoder header() {
        return new MessageHeaderDecoder();
    }
}
