package io.gavel.gateway.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where a description wants its audio; for descriptions of our own engines. Pure. */
public final class Whereabouts {
    private Whereabouts() {}

    /**
     * Address and port of the first line of audio.
     *
     * @throws SdpException if it says none
     */
    public static InetSocketAddress of(String sdp) throws SdpException {
        Description description = Description.read(sdp);
        for (MediaLine line : description.media()) {
            InetAddress address = line.address();
            if (line.type().equals("audio") && line.port() > 0 && address != null) {
                return new InetSocketAddress(address, line.port());
            }
        }
        throw new SdpException("No place for audio");
    }
}
