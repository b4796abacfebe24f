package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipLimits;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipParser;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transaction.TimerWheel;
import io.gavel.gateway.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One loop of ours, and the wire beside it: the test plays the peer by hand, with a clock that it turns. All that our side sends and
 * all that it tells its user is kept as lines.
 */
final class Peer implements SipHandler, Network, Path {
    static final String SDP = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\n";
    private static final SipParser PARSER = new SipParser(SipLimits.DEFAULT);

    final TimerWheel wheel = new TimerWheel(0);
    final SipLoop loop;
    final List<String> lines = new ArrayList<>();
    final List<SipMessage> sent = new ArrayList<>();
    int verdict = WELCOME;
    int retryAfter;
    boolean behind;
    boolean unreachable;

    @Nullable
    IncomingInvite incoming;

    @Nullable
    Dialog dialog;

    @Nullable
    IncomingRequest asked;

    Peer() {
        SipSettings settings = SipSettings.standard("gavel.example", "127.0.0.1", 5060);
        loop = new SipLoop(0, 1, settings, this, this, wheel, new SipCounters());
    }

    // what the peer says

    void says(String start, String... headers) {
        StringBuilder text = new StringBuilder(start).append('\n');
        for (String header : headers) {
            text.append(header).append('\n');
        }
        int body = text.indexOf("v=0");
        text.insert(body < 0 ? text.length() : body, "\n");
        byte[] bytes = text.toString().replace("\r", "").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        loop.receive(Objects.requireNonNull(PARSER.parse(bytes, 0, bytes.length)), this);
    }

    /** A request of a caller; the To tag of our answers once there is one. */
    void requests(String method, int cseq, String branch, String toTag, String... headers) {
        List<String> all = new ArrayList<>(List.of(
                "Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK" + branch,
                "From: <sip:+13035550111@carrier.example>;tag=theirs",
                "To: <sip:+18005550199@gavel.example>" + (toTag.isEmpty() ? "" : ";tag=" + toTag),
                "Call-ID: call",
                "CSeq: " + cseq + " " + method,
                "Max-Forwards: 70",
                "Contact: <sip:192.0.2.9>"));
        all.addAll(List.of(headers));
        says(method + " sip:+18005550199@gavel.example SIP/2.0", all.toArray(new String[0]));
    }

    void invites(String... headers) {
        requests(Method.INVITE, 1, "i", "", headers);
    }

    /** An answer to the last request of ours with this method. */
    void answers(String method, int status, String tag, String... headers) {
        SipMessage request = lastSent(method);
        SipMessage response = SipMessage.response(request, status);
        if (!tag.isEmpty() && request.toTag().isEmpty()) {
            response.set(
                    HeaderName.TO,
                    Objects.requireNonNull(request.to()).with("tag", tag).toString());
        }
        response.set(HeaderName.CONTACT, "<sip:buyer@198.51.100.7>");
        for (String header : headers) {
            if (header.startsWith("v=0")) {
                response.body("application/sdp", header.getBytes(StandardCharsets.UTF_8));
            } else {
                response.add(
                        header.substring(0, header.indexOf(':')),
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        byte[] bytes = response.encode();
        loop.receive(Objects.requireNonNull(PARSER.parse(bytes, 0, bytes.length)), this);
    }

    /** A request of the callee inside the dialog that we opened. */
    void calleeRequests(String method, int cseq, String... headers) {
        SipMessage invite = lastSent(Method.INVITE);
        List<String> all = new ArrayList<>(List.of(
                "Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKc" + cseq + method,
                "From: <sip:buyer@198.51.100.7>;tag=buyer",
                "To: <sip:us@gavel.example>;tag=" + invite.fromTag(),
                "Call-ID: " + invite.callId(),
                "CSeq: " + cseq + " " + method,
                "Contact: <sip:buyer@198.51.100.7>"));
        all.addAll(List.of(headers));
        says(method + " sip:gavel@gavel.example SIP/2.0", all.toArray(new String[0]));
    }

    void at(long time) {
        for (long now = wheel.now() + TimerWheel.TICK; now <= time; now += TimerWheel.TICK) {
            wheel.turn(now);
        }
    }

    // what our side does

    OutgoingInvite calls(InviteOptions options, @Nullable String sdp) {
        SipMessage invite = SipMessage.request(Method.INVITE, "sip:buyer@198.51.100.7")
                .add(HeaderName.FROM, "<sip:us@gavel.example>")
                .add(HeaderName.TO, "<sip:buyer@198.51.100.7>");
        if (sdp != null) {
            invite.body("application/sdp", sdp.getBytes(StandardCharsets.UTF_8));
        }
        return loop.invite(invite, options, new Told());
    }

    SipMessage lastSent(String start) {
        for (int at = sent.size() - 1; at >= 0; at--) {
            SipMessage message = sent.get(at);
            if (message.isRequest()
                    ? message.is(start)
                    : Integer.toString(message.status()).equals(start)) {
                return message;
            }
        }
        throw new AssertionError("never sent " + start + ": " + lines);
    }

    /** What happened since the last call. */
    List<String> news() {
        List<String> news = List.copyOf(lines);
        lines.clear();
        return news;
    }

    boolean isQuiet() {
        return loop.dialogs() == 0 && loop.transactions() == 0 && wheel.size() == 0;
    }

    private final class Told implements InviteListener {
        @Override
        public void onProvisional(SipMessage response, Dialog early) {
            dialog = early;
            lines.add("told " + response.status() + " " + early.remoteTag());
        }

        @Override
        public void onAnswered(SipMessage response, Dialog answered) {
            dialog = answered;
            lines.add("told answered " + answered.remoteTag());
        }

        @Override
        public void onFailed(InviteFailure failure) {
            lines.add("told failed " + failure.kind() + " " + failure.status());
        }

        @Override
        public void onRequest(IncomingRequest request) {
            asked = request;
            lines.add("told " + request.message().method());
        }

        @Override
        public void onAck(SipMessage ack) {
            lines.add("told ACK " + ack.bodyLength());
        }

        @Override
        public void onEnded(DialogEnd end, @Nullable SipMessage message) {
            lines.add("told " + end);
        }
    }

    @Override
    public int admit(SipMessage request, Path from) {
        return verdict;
    }

    @Override
    public boolean isBehind() {
        return behind;
    }

    @Override
    public int retryAfterSeconds() {
        return retryAfter;
    }

    @Override
    public void onInvite(IncomingInvite invite) {
        incoming = invite;
        dialog = invite.dialog();
        invite.listen(new Told());
        lines.add("told INVITE");
    }

    @Override
    public void path(SipUri hop, int bytes, Consumer<@Nullable Path> ready) {
        ready.accept(unreachable ? null : this);
    }

    @Override
    public int port(Transport transport) {
        return 5060;
    }

    @Override
    public boolean isReliable() {
        return false;
    }

    @Override
    public String transport() {
        return "UDP";
    }

    @Override
    public InetSocketAddress remote() {
        return InetSocketAddress.createUnresolved("192.0.2.9", 5060);
    }

    @Override
    public void send(byte[] message, Sender sender) {
        SipMessage read = Objects.requireNonNull(PARSER.parse(message, 0, message.length));
        if (read.fault() != null) {
            throw new AssertionError(read.fault());
        }
        sent.add(read);
        lines.add(read.isRequest() ? read.method() : read.status() + " " + read.method());
    }
}
