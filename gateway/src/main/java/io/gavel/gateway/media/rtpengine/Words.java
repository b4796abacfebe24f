package io.gavel.gateway.media.rtpengine;

import io.gavel.gateway.media.sdp.Terms;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A side's description for rtpengine: one codec, events, where it listens. Pure. */
final class Words {
    private Words() {}

    /** Of a side that has said nothing: somewhere that nobody listens; it is blocked until it has. */
    static String of(@Nullable RtpengineLeg leg) {
        Terms terms = leg == null ? null : leg.terms();
        InetSocketAddress at = leg == null ? null : leg.lastAddress();
        String address = at == null ? "127.0.0.1" : NetUtil.toAddressString(at.getAddress());
        String family = address.indexOf(':') >= 0 ? "IN IP6 " : "IN IP4 ";
        int audio = terms == null ? 0 : terms.audioOut();
        int events = terms == null ? 101 : terms.eventOut();
        String codec = terms == null ? "PCMU" : terms.codec().name();
        return "v=0\r\no=- 1 1 " + family + address + "\r\ns=-\r\nc=" + family + address + "\r\nt=0 0\r\nm=audio "
                + (at == null ? 9 : at.getPort()) + " RTP/AVP " + audio + (events < 0 ? "" : " " + events)
                + "\r\na=rtpmap:" + audio + ' ' + codec + "/8000\r\n"
                + (events < 0 ? "" : "a=rtpmap:" + events + " telephone-event/8000\r\n") + "a=sendrecv\r\n";
    }
}
