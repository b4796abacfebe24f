package io.gavel.gateway.media.sdp;

import io.gavel.gateway.media.audio.Codec;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What we and a far side agree on.
 *
 * @param audioOut payload type of the audio that we send
 * @param audioIn of the audio that we take
 * @param eventOut of the telephone-events that we send, -1 if the far side takes none
 * @param eventIn of those that we take, -1 likewise
 * @param address where its RTP comes from and goes to, as it says; null if it says nothing that can be used
 * @param control the same of RTCP
 * @param farSends whether the far side means to send
 * @param farHears whether it wants to hear us; if not, we are on hold
 * @param secrets of SRTP; null: packets are not protected
 */
public record Terms(
        Codec codec,
        int audioOut,
        int audioIn,
        int eventOut,
        int eventIn,
        @Nullable InetSocketAddress address,
        @Nullable InetSocketAddress control,
        boolean farSends,
        boolean farHears,
        @Nullable Secrets secrets) {

    /** From the far side's line; {@code audioIn} and {@code eventIn} are by what we called these. */
    static Terms of(MediaLine far, Codec codec, int audioIn, int eventIn, @Nullable Secrets secrets) {
        boolean unknown = far.address() == null || far.isZeroAddress();
        int eventOut = eventIn < 0 ? -1 : far.eventType();
        return new Terms(
                codec,
                far.payloadType(codec),
                audioIn,
                eventOut,
                eventOut < 0 ? -1 : eventIn,
                unknown ? null : new InetSocketAddress(far.address(), far.port()),
                unknown || far.controlPort() == 0 ? null : new InetSocketAddress(far.address(), far.controlPort()),
                far.direction().sends(),
                far.direction().hears() && !far.isZeroAddress(),
                secrets);
    }

    /** Whether the far side holds us. */
    public boolean held() {
        return !farHears;
    }
}
