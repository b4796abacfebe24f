package io.gavel.gateway.sip;

import io.gavel.gateway.sip.dns.DnsNames;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipParser;
import io.gavel.gateway.sip.message.Via;
import io.gavel.gateway.sip.transaction.TimerWheel;
import io.gavel.gateway.sip.transport.Ports;
import io.gavel.gateway.sip.transport.Postman;
import io.gavel.gateway.sip.transport.Source;
import io.gavel.gateway.sip.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The door of the package: listens, hands each call to its loop. {@code start} and {@code close} not on an event loop. */
public final class SipStack implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();
    private final SipCounters counters = new SipCounters();
    private final Asked asked = new Asked();
    private final SipParser parser;
    private final SipHandler handler;
    private final Ports ports;

    private SipStack(Vertx vertx, List<Context> contexts, SipSettings settings, SipHandler handler) {
        this.parser = new SipParser(settings.limits());
        this.handler = handler;
        List<EventLoop> loops = contexts.stream()
                .map(context -> ((ContextInternal) context).nettyEventLoop())
                .toList();
        this.ports = new Ports(vertx, loops, settings.streams(), new Sorter());
        for (Context context : contexts) {
            lanes.add(new Lane(vertx, (ContextInternal) context, settings, contexts.size()));
        }
    }

    /**
     * Opens all listeners.
     *
     * @param contexts one for each event loop that calls may live on; their order is their index
     * @throws RuntimeException what a socket that cannot be bound says
     */
    public static SipStack start(Vertx vertx, List<Context> contexts, SipSettings settings, SipHandler handler) {
        SipStack stack = new SipStack(vertx, contexts, settings, handler);
        try {
            WarmUp.calls(settings, settings.warmUpCalls());
            stack.ports.listen(settings.listeners());
            stack.lanes.forEach(Lane::start);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Where calls are placed; to be used on its event loop. */
    public SipLoop loop(int index) {
        return lanes.get(index).loop;
    }

    /** Does something on a loop, from any thread. */
    public void run(int index, Runnable work) {
        lanes.get(index).context.runOnContext(now -> work.run());
    }

    public int loops() {
        return lanes.size();
    }

    /** The port that is listened on; 0 if none. */
    public int port(Transport transport) {
        return ports.port(transport);
    }

    public SipCounters counters() {
        return counters;
    }

    /** Closes sockets and connections; calls are not ended. */
    @Override
    public void close() {
        lanes.forEach(Lane::stop);
        ports.close();
    }

    /** Sorts what comes in by Call-ID. On the loop that read it. */
    private final class Sorter implements Postman {
        @Override
        public boolean hears(InetAddress address) {
            boolean heard = handler.hears(address) || asked.has(address);
            if (!heard) {
                counters.dropped.increment();
            }
            return heard;
        }

        @Override
        public void receive(byte[] message, Source source) {
            lanes.get(CallIds.loop(message, lanes.size())).take(message, source);
        }

        @Override
        public void onGarbage() {
            counters.garbage.increment();
        }
    }

    /** A loop and its place among Vert.x's. */
    private final class Lane {
        private final ContextInternal context;
        private final EventLoop events;
        private final TimerWheel wheel;
        private final Routing routing;
        private final SipLoop loop;
        private @Nullable ScheduledFuture<?> turning;

        Lane(Vertx vertx, ContextInternal context, SipSettings settings, int count) {
            this.context = context;
            this.events = context.nettyEventLoop();
            this.wheel = new TimerWheel(millis());
            DnsNames.Opened names = DnsNames.open(
                    events,
                    ((VertxInternal) vertx).transport()::datagramChannel,
                    settings.nameServer(),
                    ports::speaks,
                    bound -> ThreadLocalRandom.current().nextInt(bound));
            this.routing = new Routing(events, ports, names, settings.datagramBytes(), asked);
            this.loop = new SipLoop(lanes.size(), count, settings, routing, handler, wheel, counters);
        }

        void start() {
            turning = events.scheduleAtFixedRate(
                    () -> context.dispatch(wheel, turned -> turned.turn(millis())),
                    TimerWheel.TICK,
                    TimerWheel.TICK,
                    TimeUnit.MILLISECONDS);
        }

        void stop() {
            if (turning != null) {
                turning.cancel(false);
            }
            routing.close();
        }

        void take(byte[] message, Source source) {
            if (events.inEventLoop()) {
                context.dispatch(message, bytes -> parse(bytes, source));
            } else {
                events.execute(() -> context.dispatch(message, bytes -> parse(bytes, source)));
            }
        }

        private void parse(byte[] bytes, Source source) {
            SipMessage message = parser.parse(bytes, 0, bytes.length);
            Via via = message == null ? null : message.topVia();
            if (message == null || via == null) {
                counters.garbage.increment();
                return;
            }
            InetSocketAddress from = source.address();
            InetSocketAddress back = from;
            if (message.isRequest()) {
                Via seen = ReturnAddress.stamp(via, from);
                if (!seen.equals(via)) {
                    message.topVia(seen);
                }
                back = ReturnAddress.of(seen, from);
            }
            loop.receive(message, source.back(events, back));
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
