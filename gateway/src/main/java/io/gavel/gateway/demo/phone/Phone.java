package io.gavel.gateway.demo.phone;

import io.gavel.gateway.media.sdp.Negotiation;
import io.gavel.gateway.media.sdp.SdpException;
import io.gavel.gateway.media.sdp.Terms;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The audio of one telephone: sends a tone and keys as RTP (RFC 3550, RFC 4733), counts what it hears
 * of the far side's tone. On the farm's loop. */
final class Phone {
    private static final int FRAME_MILLIS = 20;
    private static final int HEADER = 12;
    private static final int VERSION = 0x80;
    private static final int MARKER = 0x80;
    private static final int KEY_FRAMES = 6;
    private static final int KEY_ENDS = 3;
    private static final int KEY_END = 0x80;
    private static final int KEY_VOLUME = 10;
    private static final String KEYS = "0123456789*#ABCD";

    private final Vertx vertx;
    private final DatagramSocket socket;
    private final Tone tone;
    private final Tone other;
    private final Negotiation negotiation;
    private final Queue<Integer> keys = new ArrayDeque<>();
    private final int source;
    private long ticker = -1;
    private long frames;
    private int sequence;
    private int keyFrame;
    private long keyStart;
    private final AtomicLong heard = new AtomicLong();

    private Phone(Vertx vertx, DatagramSocket socket, Tone tone, Tone other, SplittableRandom random) {
        this.vertx = vertx;
        this.socket = socket;
        this.tone = tone;
        this.other = other;
        this.source = random.nextInt();
        this.sequence = random.nextInt(1 << 16);
        this.negotiation = new Negotiation("127.0.0.1", socket.localAddress().port(), random.nextLong(1, 1L << 50));
        socket.handler(this::receive);
    }

    /** A telephone with a port of its own that will sound like one tone and listens for the other. */
    static Future<Phone> open(Vertx vertx, Tone tone, Tone other, SplittableRandom random) {
        return vertx.createDatagramSocket()
                .listen(0, "127.0.0.1")
                .map(socket -> new Phone(vertx, socket, tone, other, random));
    }

    String offer() {
        return negotiation.offer(null);
    }

    String answer(String offer) throws SdpException {
        return negotiation.answer(offer);
    }

    void answered(String answer) throws SdpException {
        negotiation.answered(answer);
    }

    /** Sends the tone from now on. */
    void talk() {
        if (ticker < 0) {
            ticker = vertx.setPeriodic(FRAME_MILLIS, timer -> tick());
        }
    }

    /** Presses a key as soon as those before it are released. */
    void press(char key) {
        keys.add(KEYS.indexOf(key));
    }

    /** Packets in which the far side's tone was. Any thread. */
    long heard() {
        return heard.get();
    }

    void close() {
        if (ticker >= 0) {
            vertx.cancelTimer(ticker);
            ticker = -1;
        }
        socket.close();
    }

    private void tick() {
        Terms terms = negotiation.terms();
        InetSocketAddress to = terms == null ? null : terms.address();
        if (terms == null || to == null) {
            return;
        }
        Integer key = keys.peek();
        if (key == null) {
            send(to, frames == 0, terms.audioOut(), frames * Tone.FRAME, tone.frame(frames, terms.codec()));
        } else if (terms.eventOut() >= 0) {
            press(to, terms.eventOut(), key);
        } else {
            keys.clear();
        }
        frames++;
    }

    /** All packets of a key have the timestamp of its start; the last is sent three times. */
    private void press(InetSocketAddress to, int payloadType, int key) {
        if (keyFrame == 0) {
            keyStart = frames * Tone.FRAME;
        }
        keyFrame++;
        boolean ends = keyFrame > KEY_FRAMES - KEY_ENDS;
        int duration = Math.min(keyFrame, KEY_FRAMES - KEY_ENDS + 1) * Tone.FRAME;
        byte[] event = {(byte) key, (byte) ((ends ? KEY_END : 0) | KEY_VOLUME), (byte) (duration >> 8), (byte) duration
        };
        send(to, keyFrame == 1, payloadType, keyStart, event);
        if (keyFrame == KEY_FRAMES) {
            keyFrame = 0;
            keys.remove();
        }
    }

    private void send(InetSocketAddress to, boolean marker, int payloadType, long timestamp, byte[] payload) {
        Buffer packet = Buffer.buffer(HEADER + payload.length)
                .appendByte((byte) VERSION)
                .appendByte((byte) ((marker ? MARKER : 0) | payloadType))
                .appendShort((short) sequence++)
                .appendInt((int) timestamp)
                .appendInt(source)
                .appendBytes(payload);
        socket.send(packet, to.getPort(), to.getAddress().getHostAddress());
    }

    private void receive(DatagramPacket packet) {
        byte[] bytes = packet.data().getBytes();
        Terms terms = negotiation.terms();
        if (terms == null || bytes.length <= HEADER || (bytes[1] & ~MARKER & 0xFF) != terms.audioIn()) {
            return;
        }
        if (other.isIn(bytes, HEADER, terms.codec())) {
            heard.incrementAndGet();
        }
    }
}
