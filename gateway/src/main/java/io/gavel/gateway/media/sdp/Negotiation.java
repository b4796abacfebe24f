package io.gavel.gateway.media.sdp;

import io.gavel.gateway.media.audio.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Our half of the offers and answers of one dialog (RFC 3264): one stream of audio, G.711 and telephone-event. Other media are
 * answered with port 0 and keep their place (§6, §8). A refused description changes nothing. One thread.
 */
public final class Negotiation {
    private static final int EVENT_TYPE = 101;

    private final String address;
    private final int port;
    private final long sessionId;

    private long version;
    private String said = "";
    private String time = "0 0";
    private List<MediaLine> shape = List.of();
    private int place;
    private List<Codec> offered = List.of();
    private int offeredEvents = -1;

    private @Nullable Terms terms;

    /**
     * @param address what the far side is told; IPv4, IPv6 or a name
     * @param port of our RTP; RTCP is the next
     * @param sessionId for the origin
     */
    public Negotiation(String address, int port, long sessionId) {
        this.address = address;
        this.port = port;
        this.sessionId = sessionId;
    }

    /** What is agreed now; null before the first agreement. */
    public @Nullable Terms terms() {
        return terms;
    }

    /** Our answer to an offer. What was agreed before is preferred, then the order of the offer. */
    public String answer(String offer) throws SdpException {
        Description far = Description.read(offer);
        int audio = far.audio();
        if (audio < 0) {
            throw new SdpException("Neither PCMU nor PCMA is offered over RTP/AVP");
        }
        MediaLine line = far.media().get(audio);
        Codec codec = chosen(line);
        terms = Terms.of(line, codec, line.payloadType(codec), line.eventType());
        shape = far.media();
        place = audio;
        time = far.time();
        return say(
                List.of(codec),
                line.payloadType(codec),
                line.eventType(),
                line.direction().reversed());
    }

    /**
     * Our offer.
     *
     * @param only the one codec; null: what is agreed already, or both
     */
    public String offer(@Nullable Codec only) {
        return offer(only, EVENT_TYPE);
    }

    /** The same, with a payload type for telephone-events that nothing is agreed about yet. */
    public String offer(@Nullable Codec only, int newEventType) {
        Terms agreed = terms;
        if (only != null) {
            offered = List.of(only);
        } else {
            offered = agreed == null ? List.of(Codec.values()) : List.of(agreed.codec());
        }
        Codec first = offered.get(0);
        int audioType = agreed != null && agreed.codec() == first ? agreed.audioIn() : first.payloadType();
        int eventType = agreed == null || agreed.eventIn() < 0 ? newEventType : agreed.eventIn();
        offeredEvents = eventType == audioType ? EVENT_TYPE + 1 : eventType;
        return say(offered, audioType, offeredEvents, Direction.SENDRECV);
    }

    /** The far side's answer to our last offer. */
    public void answered(String answer) throws SdpException {
        Description far = Description.read(answer);
        if (place >= far.media().size() || !far.media().get(place).isAudio()) {
            throw new SdpException("Our audio is refused");
        }
        MediaLine line = far.media().get(place);
        for (Codec codec : offered) {
            if (line.payloadType(codec) >= 0) {
                Terms before = terms;
                int in = before != null && before.codec() == codec && offered.size() == 1
                        ? before.audioIn()
                        : codec.payloadType();
                terms = Terms.of(line, codec, in, offeredEvents);
                return;
            }
        }
        throw new SdpException("Answered with a codec that was not offered");
    }

    private Codec chosen(MediaLine line) throws SdpException {
        if (terms != null && line.payloadType(terms.codec()) >= 0) {
            return terms.codec();
        }
        Codec first = line.firstCodec();
        if (first == null) {
            throw new SdpException("Neither PCMU nor PCMA is offered");
        }
        return first;
    }

    /** The same words again keep their version (RFC 3264 §8). */
    private String say(List<Codec> codecs, int audioType, int eventType, Direction direction) {
        StringBuilder media = new StringBuilder(400);
        for (int i = 0; i < Math.max(shape.size(), 1); i++) {
            if (i == place) {
                audio(media, codecs, audioType, eventType, direction);
            } else {
                refused(media, shape.get(i));
            }
        }
        String words = media.toString();
        if (!words.equals(said)) {
            said = words;
            version++;
        }
        String family = address.indexOf(':') >= 0 ? "IN IP6 " : "IN IP4 ";
        return "v=0\r\no=- " + sessionId + " " + version + " " + family + address + "\r\ns=-\r\nc=" + family + address
                + "\r\nt=" + time + "\r\n" + words;
    }

    private void audio(StringBuilder out, List<Codec> codecs, int firstType, int eventType, Direction direction) {
        out.append("m=audio ").append(port).append(" RTP/AVP");
        for (Codec codec : codecs) {
            out.append(' ').append(codec == codecs.get(0) ? firstType : codec.payloadType());
        }
        if (eventType >= 0) {
            out.append(' ').append(eventType);
        }
        out.append("\r\n");
        for (Codec codec : codecs) {
            int type = codec == codecs.get(0) ? firstType : codec.payloadType();
            out.append("a=rtpmap:")
                    .append(type)
                    .append(' ')
                    .append(codec.name())
                    .append("/8000\r\n");
        }
        if (eventType >= 0) {
            out.append("a=rtpmap:").append(eventType).append(" telephone-event/8000\r\n");
            out.append("a=fmtp:").append(eventType).append(" 0-15\r\n");
        }
        out.append("a=ptime:20\r\na=").append(direction.attribute()).append("\r\n");
    }

    private static void refused(StringBuilder out, MediaLine line) {
        out.append("m=").append(line.type()).append(" 0 ").append(line.protocol());
        line.formats().forEach(format -> out.append(' ').append(format));
        out.append("\r\n");
    }
}
