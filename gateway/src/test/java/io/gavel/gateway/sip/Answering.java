package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Listener;
import io.gavel.gateway.sip.transport.StreamSettings;
import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Rings and answers every call, like SIPp's own answering scenario. By hand: {@code main} with a port. */
final class Answering implements SipHandler {
    static final byte[] SDP = """
            v=0
            o=gavel 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 20000 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    final LongAdder invites = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder ended = new LongAdder();

    @Override
    public int admit(SipMessage request, Path from) {
        return WELCOME;
    }

    @Override
    public void onInvite(IncomingInvite invite) {
        invites.increment();
        invite.listen(new DialogListener() {
            @Override
            public void onAck(SipMessage ack) {
                acknowledged.increment();
            }

            @Override
            public void onEnded(DialogEnd end, @Nullable SipMessage message) {
                ended.increment();
            }
        });
        invite.ring(180, null);
        invite.accept(SDP);
    }

    /** On that many loops, UDP and TCP at one port; 0 takes a free one. */
    static SipStack start(Vertx vertx, int loops, int port, SipHandler handler) {
        int chosen = port == 0 ? freePort() : port;
        return start(
                vertx,
                loops,
                handler,
                List.of(
                        new Listener(Transport.UDP, "127.0.0.1", chosen),
                        new Listener(Transport.TCP, "127.0.0.1", chosen)));
    }

    static SipStack startUdp(Vertx vertx, SipHandler handler) {
        return start(vertx, 1, handler, List.of(new Listener(Transport.UDP, "127.0.0.1", 0)));
    }

    private static SipStack start(Vertx vertx, int loops, SipHandler handler, List<Listener> listeners) {
        List<Context> contexts = new ArrayList<>();
        for (int at = 0; at < loops; at++) {
            contexts.add(((VertxInternal) vertx).createEventLoopContext());
        }
        SipSettings settings =
                SipSettings.standard("127.0.0.1", "127.0.0.1", 0).warmedBy(Integer.getInteger("warm", 0));
        return SipStack.start(vertx, contexts, settings.withListeners(listeners, StreamSettings.PLAIN), handler);
    }

    /** Free for TCP just now. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        Answering handler = new Answering();
        SipStack stack = start(vertx, Integer.getInteger("loops", 2), Integer.parseInt(arguments[0]), handler);
        var threads = java.lang.management.ManagementFactory.getRuntimeMXBean();
        while (System.in.read() >= 0) {
            long cpu = ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow()
                    .toMillis();
            System.out.println("uptime " + threads.getUptime() + " cpu " + cpu + " invites " + handler.invites
                    + " acks "
                    + handler.acknowledged + " ended " + handler.ended + " repeated "
                    + stack.counters().responsesRepeated
                    + " strays " + stack.counters().strays + " garbage " + stack.counters().garbage + " messages "
                    + stack.counters().messages);
            for (int at = 0; at < stack.loops(); at++) {
                System.out.println("loop " + at + " dialogs " + stack.loop(at).dialogs() + " transactions "
                        + stack.loop(at).transactions());
            }
        }
        stack.close();
        vertx.close();
    }
}
