package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Listener;
import io.gavel.gateway.sip.transport.StreamSettings;
import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        return start(vertx, loops, handler, plain(port), StreamSettings.PLAIN);
    }

    private static List<Listener> plain(int port) {
        return List.of(new Listener(Transport.UDP, "127.0.0.1", port), new Listener(Transport.TCP, "127.0.0.1", port));
    }

    /** TLS at a port of its own, too. */
    static SipStack startTls(Vertx vertx, SipHandler handler, StreamSettings tls) {
        List<Listener> listeners = new ArrayList<>(plain(0));
        listeners.add(new Listener(Transport.TLS, "127.0.0.1", 0));
        return start(vertx, 2, handler, listeners, tls);
    }

    /** Waits until so many callers have hung up. */
    void hasEnded(int calls) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (ended.sum() < calls) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(ended + " of " + calls + " calls have ended");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Only calls others, over TLS perhaps. */
    static SipStack start(Vertx vertx, StreamSettings streams) {
        return start(vertx, 1, new Answering(), plain(0), streams);
    }

    /** Only calls others, whose names it asks of a server. */
    static SipStack asking(Vertx vertx, InetSocketAddress nameServer) {
        SipSettings settings =
                SipSettings.standard("127.0.0.1", "127.0.0.1", 0).warmedBy(0).asking(nameServer);
        List<Context> contexts = List.of(((VertxInternal) vertx).createEventLoopContext());
        return SipStack.start(vertx, contexts, settings, new Answering());
    }

    static SipStack startUdp(Vertx vertx, SipHandler handler) {
        return start(vertx, 1, handler, List.of(new Listener(Transport.UDP, "127.0.0.1", 0)), StreamSettings.PLAIN);
    }

    private static SipStack start(
            Vertx vertx, int loops, SipHandler handler, List<Listener> listeners, StreamSettings streams) {
        List<Context> contexts = new ArrayList<>();
        for (int at = 0; at < loops; at++) {
            contexts.add(((VertxInternal) vertx).createEventLoopContext());
        }
        SipSettings settings =
                SipSettings.standard("127.0.0.1", "127.0.0.1", 0).warmedBy(Integer.getInteger("warm", 0));
        return SipStack.start(vertx, contexts, settings.withListeners(listeners, streams), handler);
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
