package io.gavel.gateway.media.sdp;

import io.gavel.gateway.media.audio.Codec;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code m=} line with what stands below it, and what it inherits from the session.
 *
 * @param port 0: refused or switched off
 * @param protocol {@code RTP/AVP} and {@code RTP/SAVP} are ours
 * @param formats as written
 * @param address null if it is a name or no unicast address: then the first packet tells; {@code 0.0.0.0} is a hold (RFC 3264 §8.4)
 * @param controlPort where RTCP goes (RFC 3605), by default the next port
 * @param maps payload type to {@code name/rate}, in lower case
 * @param keys the values of {@code a=crypto}
 */
record MediaLine(
        String type,
        int port,
        String protocol,
        List<String> formats,
        @Nullable InetAddress address,
        int controlPort,
        Direction direction,
        Map<Integer, String> maps,
        List<String> keys) {
    private static final String EVENTS = "telephone-event/8000";

    /** Whether it is audio over RTP that is switched on, and protected or not. */
    boolean isAudio(boolean secure) {
        return type.equals("audio") && port != 0 && protocol.equals(secure ? "RTP/SAVP" : "RTP/AVP");
    }

    /** The first key that we can use; null if there is none. */
    @Nullable
    Crypto firstKey() {
        for (String key : keys) {
            Crypto read = Crypto.parse(key);
            if (read != null) {
                return read;
            }
        }
        return null;
    }

    /** Whether the far side holds by the old way. */
    boolean isZeroAddress() {
        return address != null && address.isAnyLocalAddress();
    }

    /** The payload type by which a codec is named here, -1 if it is not. */
    int payloadType(Codec codec) {
        for (String format : formats) {
            int type = number(format);
            if (type >= 0 && codec(type) == codec) {
                return type;
            }
        }
        return -1;
    }

    /** The codec that is named first, of those that we speak; null if none is. */
    @Nullable
    Codec firstCodec() {
        for (String format : formats) {
            int type = number(format);
            Codec codec = type < 0 ? null : codec(type);
            if (codec != null) {
                return codec;
            }
        }
        return null;
    }

    /** The payload type of telephone-event at 8 kHz, -1 if it is not named. */
    int eventType() {
        for (String format : formats) {
            int type = number(format);
            if (type >= 0 && EVENTS.equals(maps.get(type))) {
                return type;
            }
        }
        return -1;
    }

    private @Nullable Codec codec(int type) {
        String map = maps.get(type);
        for (Codec codec : Codec.values()) {
            if (map == null ? type == codec.payloadType() : map.equals(mapping(codec))) {
                return codec;
            }
        }
        return null;
    }

    private static String mapping(Codec codec) {
        return codec == Codec.PCMU ? "pcmu/8000" : "pcma/8000";
    }

    private static int number(String format) {
        return format.length() <= 3 && Digits.areDigits(format) && Integer.parseInt(format) < 128
                ? Integer.parseInt(format)
                : -1;
    }
}
