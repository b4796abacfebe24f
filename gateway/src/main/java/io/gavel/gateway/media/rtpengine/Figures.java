package io.gavel.gateway.media.rtpengine;

import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.sdp.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rtpengine counted: packets of each side. What was lost and how even it came is what the other side reported (RTCP); zero if it
 * sends no reports. Pure.
 */
final class Figures {
    private Figures() {}

    /** What came from one side. */
    record Stream(long packets, @Nullable Instant lastPacket, long lost, double jitterMillis) {}

    /** The caller's, and that of the last buyer who was bridged; others exchanged no audio. */
    static List<LegFigures> of(List<RtpengineLeg> legs, @Nullable RtpengineLeg bridged, Map<String, Object> answer) {
        Stream caller = stream(answer, RtpengineCall.CALLER);
        Stream buyer = stream(answer, RtpengineCall.BUYER);
        List<LegFigures> all = new ArrayList<>();
        for (int at = 0; at < legs.size(); at++) {
            RtpengineLeg leg = legs.get(at);
            boolean spoke = at == 0 || leg == bridged;
            Stream in = !spoke ? null : at == 0 ? caller : buyer;
            Stream out = !spoke ? null : at == 0 ? buyer : caller;
            Terms terms = leg.terms();
            all.add(new LegFigures(
                    leg.name(),
                    terms == null ? null : terms.codec().name(),
                    in == null ? 0 : in.packets(),
                    out == null ? 0 : out.packets(),
                    in == null ? 0 : in.lost(),
                    0,
                    in == null ? 0 : in.jitterMillis(),
                    -1,
                    -1,
                    in == null ? null : in.lastPacket()));
        }
        return all;
    }

    /** Null if the answer says nothing of this side. */
    static @Nullable Stream stream(Map<String, Object> answer, String tag) {
        Object stream = rtp(answer, tag);
        Object packets = within(within(stream, "stats"), "packets");
        Object last = within(stream, "last packet");
        if (!(packets instanceof Number count)) {
            return null;
        }
        Instant heard = count.longValue() > 0 && last instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : null;
        // what a side hears of the other rtpengine keeps under the source of who reported it
        Object source = within(
                rtp(answer, tag.equals(RtpengineCall.CALLER) ? RtpengineCall.BUYER : RtpengineCall.CALLER), "SSRC");
        Object reported = source instanceof Number number ? within(within(answer, "SSRC"), number.toString()) : null;
        return new Stream(
                count.longValue(),
                heard,
                number(within(reported, "cumulative loss")),
                number(within(within(reported, "average MOS"), "jitter")));
    }

    private static @Nullable Object rtp(Map<String, Object> answer, String tag) {
        return first(within(first(within(within(within(answer, "tags"), tag), "medias")), "streams"));
    }

    /** Not below zero: a report may say that more came than was sent. */
    private static long number(@Nullable Object value) {
        return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }

    private static @Nullable Object within(@Nullable Object map, String key) {
        return map instanceof Map<?, ?> known ? known.get(key) : null;
    }

    private static @Nullable Object first(@Nullable Object list) {
        return list instanceof List<?> known && !known.isEmpty() ? known.get(0) : null;
    }
}
