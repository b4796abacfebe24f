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

    /** The first line that is audio as we may have it, protected at best; -1 if there is none. */
    int audio(Protection protection) {
        int secure = protection.accepts() ? audio(true) : -1;
        return secure >= 0 || protection.demands() ? secure : audio(false);
    }

    private int audio(boolean secure) {
        for (int i = 0; i < media.size(); i++) {
            MediaLine line = media.get(i);
            if (line.isAudio(secure) && line.firstCodec() != null && (!secure || line.firstKey() != null)) {
                return i;
            }
        }
        return -1;
    }
}
