package io.gavel.gateway.media.sdp;

import io.gavel.gateway.media.audio.Codec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our half of the offers and answers of one dialog (RFC 3264): one stream of audio, G.711 and telephone-event, protected or not. Other media are
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

    private final Protection protection;
    private final Map<Crypto.Suite, Crypto> ours = new EnumMap<>(Crypto.Suite.class);
    /** What our last offer had; empty: it was not protected. */
    private List<Crypto> offeredKeys = List.of();

    private @Nullable Terms terms;

    /**
     * @param address what the far side is told; IPv4, IPv6 or a name
     * @param port of our RTP; RTCP is the next
     * @param sessionId for the origin
     */
    public Negotiation(String address, int port, long sessionId) {
        this(address, port, sessionId, Protection.NONE);
    }

    /** {@code protection}: of the audio. */
    public Negotiation(String address, int port, long sessionId, Protection protection) {
        this.protection = protection;
        this.address = address;
        this.port = port;
        this.sessionId = sessionId;
    }

    /** False if protection is demanded and no key may be told: then nothing can be offered. */
    public boolean isPossible() {
        return protection.accepts() || !protection.demands();
    }

    /** What is agreed now; null before the first agreement. */
    public @Nullable Terms terms() {
        return terms;
    }

    /** Our answer to an offer. What was agreed before is preferred, then the order of the offer. */
    public String answer(String offer) throws SdpException {
        Description far = Description.read(offer);
        int audio = far.audio(protection);
        if (audio < 0) {
            throw new SdpException(
                    "Neither PCMU nor PCMA is offered over " + (protection.demands() ? "RTP/SAVP" : "RTP/AVP"));
        }
        MediaLine line = far.media().get(audio);
        Codec codec = chosen(line);
        Crypto theirs = line.isAudio(true) ? line.firstKey() : null;
        Secrets secrets = theirs == null ? null : new Secrets(theirs, ours(theirs.tag(), theirs.suite()));
        terms = Terms.of(line, codec, line.payloadType(codec), line.eventType(), secrets);
        shape = far.media();
        place = audio;
        time = far.time();
        return say(
                List.of(codec),
                line.payloadType(codec),
                line.eventType(),
                line.direction().reversed(),
                secrets == null ? List.of() : List.of(secrets.ours()));
    }

    /** Our key stays for the whole dialog (RFC 4568 §7.1.4): what is sent goes on without a cut. */
    private Crypto ours(int tag, Crypto.Suite suite) {
        return ours.computeIfAbsent(suite, unknown -> Crypto.random(tag, unknown))
                .tagged(tag);
    }

    private List<Crypto> keys(@Nullable Terms agreed) {
        Secrets secrets = agreed == null ? null : agreed.secrets();
        if (secrets != null) {
            return List.of(secrets.ours());
        }
        return agreed == null && protection.offers()
                ? List.of(ours(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80), ours(2, Crypto.Suite.AES_CM_128_HMAC_SHA1_32))
                : List.of();
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
        offeredKeys = keys(agreed);
        return say(offered, audioType, offeredEvents, Direction.SENDRECV, offeredKeys);
    }

    /** The far side's answer to our last offer. */
    public void answered(String answer) throws SdpException {
        Description far = Description.read(answer);
        if (place >= far.media().size() || !far.media().get(place).isAudio(!offeredKeys.isEmpty())) {
            throw new SdpException("Our audio is refused");
        }
        MediaLine line = far.media().get(place);
        for (Codec codec : offered) {
            if (line.payloadType(codec) >= 0) {
                Terms before = terms;
                int in = before != null && before.codec() == codec && offered.size() == 1
                        ? before.audioIn()
                        : codec.payloadType();
                terms = Terms.of(line, codec, in, offeredEvents, accepted(line));
                return;
            }
        }
        throw new SdpException("Answered with a codec that was not offered");
    }

    /** Their key for one that we offered; null if we offered none. */
    private @Nullable Secrets accepted(MediaLine line) throws SdpException {
        if (offeredKeys.isEmpty()) {
            return null;
        }
        Crypto theirs = line.firstKey();
        for (Crypto offer : offeredKeys) {
            if (theirs != null && offer.tag() == theirs.tag() && offer.suite() == theirs.suite()) {
                return new Secrets(theirs, offer);
            }
        }
        throw new SdpException("Answered without a key for what was offered");
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
    private String say(List<Codec> codecs, int audioType, int eventType, Direction direction, List<Crypto> keys) {
        StringBuilder media = new StringBuilder(400);
        for (int i = 0; i < Math.max(shape.size(), 1); i++) {
            if (i == place) {
                audio(media, codecs, audioType, eventType, direction, keys);
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

    private void audio(
            StringBuilder out,
            List<Codec> codecs,
            int firstType,
            int eventType,
            Direction direction,
            List<Crypto> keys) {
        out.append("m=audio ").append(port).append(keys.isEmpty() ? " RTP/AVP" : " RTP/SAVP");
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
        keys.forEach(key -> out.append("a=crypto:").append(key.attribute()).append("\r\n"));
        out.append("a=ptime:20\r\na=").append(direction.attribute()).append("\r\n");
    }

    private static void refused(StringBuilder out, MediaLine line) {
        out.append("m=").append(line.type()).append(" 0 ").append(line.protocol());
        line.formats().forEach(format -> out.append(' ').append(format));
        out.append("\r\n");
    }
}
