package io.gavel.gateway.sip.message;

/**
 * What a message may be at most; more is refused with 513.
 *
 * @param messageBytes the whole message
 * @param headerBytes one header's value
 * @param headers how many header lines
 */
public record SipLimits(int messageBytes, int headerBytes, int headers) {
    /** A datagram's size, room for {@code Identity} and call tokens. */
    public static final SipLimits DEFAULT = new SipLimits(65_535, 8_192, 128);
}
