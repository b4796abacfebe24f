package io.gavel.gateway.media.audio;

/** What audio travels as: G.711, one byte a sample, 8,000 samples a second. */
public enum Codec {
    /** µ-law. */
    PCMU(0),
    /** A-law. */
    PCMA(8);

    private final int payloadType;

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    /** The static RTP payload type (RFC 3551 §6). */
    public int payloadType() {
        return payloadType;
    }

    /** The byte that is silence. */
    public byte silence() {
        return this == PCMU ? (byte) 0xFF : (byte) 0xD5;
    }

    /** One byte of this codec as 16-bit linear. */
    public short decode(byte coded) {
        return this == PCMU ? G711.MICRO_TO_LINEAR[coded & 0xFF] : G711.A_TO_LINEAR[coded & 0xFF];
    }

    /** 16-bit linear as one byte of this codec. */
    public byte encode(short linear) {
        return this == PCMU ? G711.linearToMicro(linear) : G711.linearToA(linear);
    }

    /** What turns a byte of this codec into the other's, by index. */
    public byte[] toOther() {
        return this == PCMU ? G711.MICRO_TO_A : G711.A_TO_MICRO;
    }
}
