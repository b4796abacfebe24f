package io.gavel.gateway.media.sdp;

import java.util.List;

/**
 * A session's description, as far as calls need it.
 *
 * @param time the value of {@code t=}, which an answer repeats
 * @param media at least one
 */
record Description(String time, List<MediaLine> media) {
    static Description read(String text) throws SdpException {
        return new Reader(text).read();
    }

    /** The first line that is plain audio, -1 if there is none. */
    int audio() {
        for (int i = 0; i < media.size(); i++) {
            if (media.get(i).isAudio() && media.get(i).firstCodec() != null) {
                return i;
            }
        }
        return -1;
    }
}
