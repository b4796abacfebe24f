package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.sdp.Terms;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one leg: what comes from its far side, and what goes there, be it relayed from the stream that it is joined to,
 * played, or keys. Media loop only.
 */
final class Stream {
    private static final double SAMPLES_A_MILLI = 8.0;

    /** What the far side does; called on the media loop. */
    interface Hearing {
        void digit(char digit);

        void silent(Duration since);
    }

    private final String name;
    private final PortPair ports;
    private final Session session;
    private final Hearing hearing;

    private final Latch latch = new Latch();
    private final Reception in = new Reception();
    private final EventReceiver keysIn = new EventReceiver();
    private final Outgoing out;
    private final KeySender keysOut = new KeySender();
    private final Control control = new Control();
    private final byte[] frame = new byte[Rtp.FRAME];

    private @Nullable Terms terms;
    private @Nullable Guard guard;
    private @Nullable Stream other;
    private @Nullable Playing playing;
    private @Nullable InetSocketAddress controlLearned;
    private boolean paced;
    private boolean closed;
    private long refused;
    private boolean heard;
    private boolean silenceTold;
    private long watchedSinceNanos;

    Stream(String name, PortPair ports, Session session, Hearing hearing) {
        this.name = name;
        this.ports = ports;
        this.session = session;
        this.hearing = hearing;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.out = new Outgoing(random.nextInt(), random.nextInt(), random.nextInt());
    }

    // ---- what is agreed, and who is joined

    void terms(Terms agreed, long nowNanos) {
        Terms before = terms;
        if (before != null && before.held() != agreed.held()) {
            out.cut();
        }
        if (before != null && before.farSends() != agreed.farSends()) {
            watch(nowNanos);
        }
        if (agreed.eventOut() < 0) {
            keysOut.clear();
        }
        terms = agreed;
        guard = Guard.of(agreed.secrets(), guard);
        latch.describe(agreed.address(), nowNanos);
        controlLearned = null;
    }

    /** Whether it takes packets. */
    boolean isAgreed() {
        return terms != null;
    }

    /** Both hear each other from now on; what was played stops. */
    static void join(Stream one, Stream two, long nowNanos) {
        one.joinedTo(two, nowNanos);
        two.joinedTo(one, nowNanos);
    }

    private void joinedTo(Stream stream, long nowNanos) {
        other = stream;
        playing = null;
        out.cut();
        watch(nowNanos);
    }

    void part() {
        other = null;
        out.cut();
    }

    boolean isJoined() {
        return other != null;
    }

    private void watch(long nowNanos) {
        watchedSinceNanos = nowNanos;
        silenceTold = false;
    }

    // ---- in

    void received(ByteBuf packet, InetSocketAddress from, long nowNanos) {
        Terms agreed = terms;
        if (agreed == null || closed || !Guard.lets(guard, packet) || !Rtp.isValid(packet)) {
            refused++;
            return;
        }
        int type = Rtp.type(packet);
        boolean audio = type == agreed.audioIn() || type == agreed.audioOut();
        boolean event = !audio && agreed.eventIn() >= 0 && (type == agreed.eventIn() || type == agreed.eventOut());
        int source = Rtp.source(packet);
        if (!(audio || event || type == Rtp.COMFORT_NOISE) || !latch.accepts(from, source, nowNanos)) {
            refused++;
            return;
        }
        if (in.hasStarted() && in.source() != source) {
            keysIn.reset();
        }
        in.received(Rtp.sequence(packet), Rtp.timestamp(packet), source, nowNanos);
        heard = true;
        silenceTold = false;
        take(packet, agreed, audio, event, nowNanos);
    }

    private void take(ByteBuf packet, Terms agreed, boolean audio, boolean event, long nowNanos) {
        int timestamp = Rtp.timestamp(packet);
        int payload = Rtp.payloadAt(packet);
        int end = Rtp.payloadEnd(packet);
        char key = EventReceiver.NONE;
        if (event) {
            key = keysIn.event(timestamp, packet, payload, end);
        } else if (audio) {
            key = keysIn.audio(timestamp);
            session.heard(this, agreed.codec(), packet, payload, end, nowNanos);
        }
        if (key != EventReceiver.NONE) {
            hearing.digit(key);
        }
        Stream to = other;
        if (to != null) {
            to.relay(packet, agreed.codec(), audio, event, nowNanos);
        }
    }

    void receivedControl(ByteBuf packet, InetSocketAddress from, long nowNanos) {
        InetSocketAddress learned = latch.learned();
        boolean known = learned != null && from.getAddress().equals(learned.getAddress());
        if (!known || !Guard.letsControl(guard, packet)) {
            refused++;
        } else if (control.read(packet, out.ssrc(), nowNanos)) {
            controlLearned = from;
        }
    }

    // ---- out

    private void relay(ByteBuf packet, Codec coded, boolean audio, boolean event, long nowNanos) {
        Terms agreed = terms;
        InetSocketAddress target = latch.target();
        if (agreed == null || target == null || agreed.held()) {
            return;
        }
        if (keysOut.speaks()) {
            return;
        }
        if (!audio && (!event || agreed.eventOut() < 0)) {
            out.withhold();
            return;
        }
        if (audio && coded != agreed.codec()) {
            Rtp.translate(packet, coded.toOther());
        }
        if (out.relay(packet, event ? agreed.eventOut() : agreed.audioOut(), nowNanos)) {
            send(packet.retain(), target);
        }
    }

    /** The last that is done to a packet. */
    private void send(ByteBuf packet, InetSocketAddress target) {
        ports.send(Guard.protect(guard, packet), target);
    }

    /** What was relayed from here leaves. */
    void flushOther() {
        if (other != null) {
            other.ports.flush();
        }
    }

    /** Nothing while joined. */
    void play(Playing what) {
        if (other == null && !closed) {
            playing = what;
            out.cut();
            pace();
        }
    }

    /** A key for the far side, if it takes events. */
    void sendKey(char key, int millis) {
        Terms agreed = terms;
        if (agreed != null && agreed.eventOut() >= 0 && !closed) {
            keysOut.add(EventReceiver.code(key), millis);
            pace();
        }
    }

    private void pace() {
        if (!paced) {
            paced = true;
            session.loop().pace(this);
        }
    }

    /**
     * One frame of 20 ms is due.
     *
     * @return whether more will be; if not, the pace has to be asked for again
     */
    boolean frame(long nowNanos) {
        Playing now = playing;
        boolean more = !closed && (now != null || keysOut.isBusy());
        if (more) {
            speak(now, nowNanos);
        }
        paced = more;
        return more;
    }

    private void speak(@Nullable Playing now, long nowNanos) {
        Terms agreed = terms;
        InetSocketAddress target = latch.target();
        if (agreed == null || target == null || agreed.held()) {
            passUnheard(now);
        } else if (keysOut.speaks()) {
            ByteBuf packet = ports.buffer(KeySender.bytes());
            keysOut.next(packet, out, agreed.eventOut(), nowNanos);
            send(packet, target);
            if (!keysOut.speaks()) {
                out.cut();
            }
        } else {
            keysOut.rest();
            if (now != null) {
                now.next(frame, agreed.codec());
                ByteBuf packet = ports.buffer(Rtp.HEADER + Rtp.FRAME);
                out.own(packet, agreed.audioOut(), false, Rtp.FRAME, nowNanos);
                send(packet.writeBytes(frame), target);
            }
        }
    }

    /** A prompt goes on while the far side does not listen. */
    private void passUnheard(@Nullable Playing now) {
        keysOut.rest();
        if (now != null) {
            now.next(frame, Codec.PCMU);
        }
    }

    /** Frames that were due and were left out: the far side's time goes on. */
    void skip(long frames) {
        if (playing != null) {
            out.skip((int) frames * Rtp.FRAME);
        }
    }

    void flush() {
        ports.flush();
    }

    // ---- now and then

    /** Tells of silence that lasts too long, once. */
    void watchSilence(long limitNanos, long nowNanos) {
        Terms agreed = terms;
        boolean expected = agreed != null && agreed.farSends() && agreed.farHears() && (other != null || heard);
        if (!expected || silenceTold || closed) {
            return;
        }
        long since = in.hasStarted() ? Math.max(watchedSinceNanos, in.lastNanos()) : watchedSinceNanos;
        if (nowNanos - since >= limitNanos) {
            silenceTold = true;
            hearing.silent(Duration.ofNanos(nowNanos - since));
        }
    }

    void report(Instant wall, long nowNanos, boolean goodbye) {
        InetSocketAddress target = controlTarget();
        if (target != null && (out.packets() > 0 || in.hasStarted())) {
            ByteBuf packet = ports.buffer(128);
            control.write(packet, out, in, wall, nowNanos, goodbye);
            Guard.protectControl(guard, packet);
            ports.sendControl(packet, target);
        }
    }

    private @Nullable InetSocketAddress controlTarget() {
        InetSocketAddress learned = latch.learned();
        Terms agreed = terms;
        if (controlLearned != null || agreed == null) {
            return controlLearned;
        }
        if (learned == null || learned.equals(agreed.address()) || learned.getPort() == 65_535) {
            return agreed.control();
        }
        return new InetSocketAddress(learned.getAddress(), learned.getPort() + 1);
    }

    /** The last words; the ports go back. */
    void close(Instant wall, long nowNanos) {
        if (!closed) {
            report(wall, nowNanos, true);
            closed = true;
            playing = null;
            other = null;
            session.loop().ports().give(ports, nowNanos);
        }
    }

    boolean isClosed() {
        return closed;
    }

    LegFigures figures(Instant wall, long nowNanos) {
        return new LegFigures(
                name,
                terms == null ? null : terms.codec().name(),
                in.received(),
                out.packets(),
                in.lost(),
                refused,
                in.jitter() / SAMPLES_A_MILLI,
                control.farLost(),
                control.farJitter() < 0 ? -1 : control.farJitter() / SAMPLES_A_MILLI,
                in.hasStarted() ? wall.minusNanos(nowNanos - in.lastNanos()) : null);
    }
}
