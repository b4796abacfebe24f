package io.gavel.gateway.media;

/**
 * What came of a word about media.
 *
 * @param status 200; else the SIP status that says why not: 488 nothing in common, 500 the engine does not answer
 * @param sdp what is to be said to the far side; empty if nothing is
 */
public record Negotiated(int status, String sdp) {
    /** There is SDP to send, or nothing more to say. */
    public static Negotiated to(String sdp) {
        return new Negotiated(200, sdp);
    }

    public static Negotiated refused(int status) {
        return new Negotiated(status, "");
    }

    public boolean isGood() {
        return status == 200;
    }
}
