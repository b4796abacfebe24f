package io.gavel.gateway.media.sdp;

/**
 * Whether a far side's audio is protected by SRTP with keys in the description (RFC 4568).
 *
 * @param accepts an offer of RTP/SAVP
 * @param offers RTP/SAVP of our own accord
 * @param demands and nothing else
 */
public record Protection(boolean accepts, boolean offers, boolean demands) {
    /** RTP/AVP only. */
    public static final Protection NONE = new Protection(false, false, false);
}
