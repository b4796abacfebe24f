package io.gavel.gateway.media.audio;

/** Sound to be played, coded already in both laws. Immutable; shared by all calls. */
public final class Prompt {
    private final byte[] micro;
    private final byte[] a;

    private Prompt(byte[] micro, byte[] a) {
        this.micro = micro;
        this.a = a;
    }

    /** 8,000 samples a second, 16-bit linear. */
    public static Prompt of(short[] samples) {
        byte[] micro = new byte[samples.length];
        byte[] a = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            micro[i] = Codec.PCMU.encode(samples[i]);
            a[i] = Codec.PCMA.encode(samples[i]);
        }
        return new Prompt(micro, a);
    }

    /** In samples. */
    public int length() {
        return micro.length;
    }

    /** The sample at this place, as one byte of the codec. */
    public byte at(int position, Codec codec) {
        return codec == Codec.PCMU ? micro[position] : a[position];
    }

    /** Copies samples; there must be as many. */
    public void copy(int position, Codec codec, byte[] target, int offset, int length) {
        System.arraycopy(codec == Codec.PCMU ? micro : a, position, target, offset, length);
    }
}
