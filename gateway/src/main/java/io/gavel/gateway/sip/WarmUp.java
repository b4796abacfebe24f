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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls between two loops that no socket sees, before the sockets open: the first 3,000 calls of a cold JVM cost twenty times what later
 * ones do, and callers would repeat what they sent. Any thread, not an event loop.
 */
final class WarmUp {
    private static final byte[] SDP = """
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 20000 RTP/AVP 0 101
            a=rtpmap:101 telephone-event/8000
            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private final Deque<Runnable> wire = new ArrayDeque<>();
    private final SipParser parser = new SipParser(SipLimits.DEFAULT);
    private final TimerWheel wheel = new TimerWheel(0);
    private final SipLoop caller;
    private final SipLoop callee;
    private int ended;

    private WarmUp(SipSettings settings) {
        SipCounters counters = new SipCounters();
        End there = new End();
        End here = new End();
        caller = new SipLoop(0, 1, settings, there, there, wheel, counters);
        callee = new SipLoop(0, 1, settings, here, here, wheel, counters);
        there.other = callee;
        there.otherEnd = here;
        here.other = caller;
        here.otherEnd = there;
    }

    /** How many calls were answered and hung up: all of them. */
    static int calls(SipSettings settings, int count) {
        WarmUp calls = new WarmUp(settings);
        for (int at = 0; at < count; at++) {
            calls.call(at);
            calls.wheel.turn(calls.wheel.now() + 2 * TimerWheel.TICK);
        }
        return calls.ended;
    }

    private void call(int number) {
        SipMessage invite = SipMessage.request(Method.INVITE, "sip:+1800555" + number % 10_000 + "@192.0.2.1")
                .add(HeaderName.FROM, "\"Nobody\" <sip:nobody@192.0.2.1>")
                .add(HeaderName.TO, "<sip:+1800555" + number % 10_000 + "@192.0.2.1>")
                .body("application/sdp", SDP);
        caller.invite(invite, InviteOptions.PLAIN, new InviteListener() {
            @Override
            public void onAnswered(SipMessage response, Dialog dialog) {
                wire.add(dialog::bye);
            }

            @Override
            public void onFailed(InviteFailure failure) {}

            @Override
            public void onEnded(DialogEnd end, @Nullable SipMessage message) {}
        });
        while (!wire.isEmpty()) {
            wire.remove().run();
        }
    }

    /** One end of the wire; answers what comes. */
    private final class End implements Network, Path, SipHandler {
        private @Nullable SipLoop other;
        private @Nullable End otherEnd;

        @Override
        public void send(byte[] message, Sender sender) {
            SipLoop to = other;
            End back = otherEnd;
            if (to != null && back != null) {
                wire.add(() -> {
                    SipMessage read = parser.parse(message, 0, message.length);
                    if (read != null) {
                        to.receive(read, back);
                    }
                });
            }
        }

        @Override
        public void onInvite(IncomingInvite invite) {
            invite.listen((end, message) -> ended++);
            invite.ring(180, null);
            invite.accept(SDP);
        }

        @Override
        public int admit(SipMessage request, Path from) {
            return WELCOME;
        }

        @Override
        public void path(SipUri hop, int bytes, Consumer<@Nullable Path> ready) {
            ready.accept(this);
        }

        @Override
        public int port(Transport transport) {
            return transport.defaultPort();
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
            return InetSocketAddress.createUnresolved("192.0.2.1", 5060);
        }
    }
}
