package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.embedded.EmbeddedMedia;
import io.gavel.gateway.media.embedded.EmbeddedOptions;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar relay}: bridged calls, 50 packets a second each way over loopback, and what their media threads cost. */
@Command(
        name = "relay",
        description =
                "CPU of an RTP packet through the embedded relay, with and without recording, and how much later audio comes",
        mixinStandardHelpOptions = true)
public final class RelaySpeed implements Callable<Integer> {
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");
    private static final long FRAME_NANOS = 20_000_000;
    private static final int PACKET_BYTES = 172;
    /** Calls whose packets are read again, and pairs of sockets without a relay between them. */
    private static final int PROBED = 25;

    @Option(names = "--calls", defaultValue = "500", description = "bridged at once (default ${DEFAULT-VALUE})")
    private int calls;

    @Option(names = "--seconds", defaultValue = "10", description = "that are measured (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "10", description = "seconds before (default ${DEFAULT-VALUE})")
    private int warmup;

    @Option(names = "--rounds", defaultValue = "2", description = "in turns (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--first-port", defaultValue = "20000", description = "of the relay (default ${DEFAULT-VALUE})")
    private int firstPort;

    /** Of this round. */
    private double bareMicros;

    /** One side of a call: sends to its leg; but for those that are probed it never reads, and the system drops what comes. */
    private record Side(DatagramChannel socket, InetSocketAddress target, ByteBuffer packet) {
        void send(int frame) throws IOException {
            packet.putShort(2, (short) frame).putInt(4, frame * 160).putLong(DelayProbe.AT, System.nanoTime());
            socket.send(packet.duplicate(), target);
        }
    }

    @Override
    public Integer call() throws Exception {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // as Vert.x does in the exchange
        System.out.printf(Locale.ROOT, "relay, on %s; load average %.1f%n", Machine.here(), Machine.loadAverage());
        boolean whole = true;
        for (int round = 0; round < rounds; round++) {
            bare();
            whole &= measure(false);
            whole &= measure(true);
        }
        return whole ? 0 : 1;
    }

    /** The ceiling: a selector, a receive and a send. */
    private void bare() throws Exception {
        try (BareRelay relay = new BareRelay()) {
            List<Side> sides = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                DatagramChannel one = socket();
                DatagramChannel two = socket();
                InetSocketAddress[] legs = relay.join(one.getLocalAddress(), two.getLocalAddress());
                sides.add(side(one, legs[0]));
                sides.add(side(two, legs[1]));
            }
            relay.start();
            int frames = talk(sides, 0, warmup);
            long before = cpuNanos(BareRelay.NAME, "");
            long packetsBefore = relay.packets();
            talk(sides, frames, seconds);
            long packets = relay.packets() - packetsBefore;
            bareMicros = (cpuNanos(BareRelay.NAME, "") - before) / 1e3 / packets;
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %d packets/s: %.2f us CPU a packet%n",
                    "bare NIO",
                    packets / seconds,
                    bareMicros);
            close(sides);
        }
    }

    private static void close(List<Side> sides) throws IOException {
        for (Side side : sides) {
            side.socket().close();
        }
    }

    private boolean measure(boolean recording) throws Exception {
        Path folder = Servers.emptyData();
        ExecutorService callLoop = Executors.newSingleThreadExecutor();
        try (DelayProbe probe = new DelayProbe();
                EmbeddedMedia media = EmbeddedMedia.open(EmbeddedOptions.of(
                        "127.0.0.1", "127.0.0.1", firstPort, firstPort + 4 * calls + 9, InstantSource.system()))) {
            List<Side> sides = new ArrayList<>();
            List<MediaCall> open = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                MediaCall call = media.open("bench-" + i, new Deaf(), callLoop);
                open.add(call);
                MediaLeg buyer = call.newLeg("buyer");
                sides.add(caller(call.caller()));
                sides.add(buyer(buyer));
                if (recording) {
                    call.record(folder.resolve(i + ".wav"));
                }
                call.bridge(buyer);
            }
            List<DatagramChannel> targets = sockets(PROBED);
            List<Side> direct = direct(targets);
            Histogram relayed = probe.watch(sockets(sides.subList(0, Math.min(sides.size(), 2 * PROBED))));
            Histogram straight = probe.watch(targets);
            probe.start();
            List<Side> all = new ArrayList<>(sides);
            all.addAll(direct);
            int frames = talk(all, 0, warmup);
            probe.count();
            long mediaBefore = cpuNanos("media-", "media-recorder");
            long writerBefore = cpuNanos("media-recorder", "");
            int measured = talk(all, frames, seconds) - frames;
            long mediaCpu = cpuNanos("media-", "media-recorder") - mediaBefore;
            long writerCpu = cpuNanos("media-recorder", "") - writerBefore;
            probe.stop();
            close(all);
            for (DatagramChannel target : targets) {
                target.close();
            }
            boolean whole = report(
                    recording, figures(open), (long) measured * sides.size(), (frames + measured), mediaCpu, writerCpu);
            print(relayed, straight);
            return whole;
        } finally {
            callLoop.shutdown();
            Servers.remove(folder);
        }
    }

    private boolean report(
            boolean recording,
            List<MediaFigures> figures,
            long packets,
            long framesOfAll,
            long mediaCpu,
            long writerCpu) {
        long out = 0;
        for (MediaFigures call : figures) {
            for (LegFigures leg : call.legs()) {
                out += leg.packetsOut();
            }
        }
        long sent = framesOfAll * 2 * calls;
        boolean whole = out >= sent * 999 / 1_000;
        System.out.printf(
                Locale.ROOT,
                "%-18s %d calls, %d packets/s: %.2f us CPU a packet in the media loop, %.2f x bare, %.2f us in the recorder;"
                        + " %.3f %% passed%s; target <= 6 us%n",
                recording ? "with recording" : "without recording",
                calls,
                packets / seconds,
                mediaCpu / 1e3 / packets,
                mediaCpu / 1e3 / packets / bareMicros,
                writerCpu / 1e3 / packets,
                100.0 * out / sent,
                whole ? "" : " (NOT ENOUGH)");
        return whole;
    }

    private static void print(Histogram relayed, Histogram straight) {
        System.out.printf(
                Locale.ROOT,
                "%-18s p50 %.2f ms, p99 %.2f ms, most %.2f ms through the relay; without it %.2f, %.2f and %.2f ms; added: p99 %.2f ms;"
                        + " target <= 5 ms on an idle machine; load average %.1f%n",
                "  audio delay",
                relayed.getValueAtPercentile(50) / 1e6,
                relayed.getValueAtPercentile(99) / 1e6,
                relayed.getMaxValue() / 1e6,
                straight.getValueAtPercentile(50) / 1e6,
                straight.getValueAtPercentile(99) / 1e6,
                straight.getMaxValue() / 1e6,
                (relayed.getValueAtPercentile(99) - straight.getValueAtPercentile(99)) / 1e6,
                Machine.loadAverage());
    }

    /** From socket to socket, with nobody between. */
    private static List<Side> direct(List<DatagramChannel> targets) throws IOException {
        List<Side> sides = new ArrayList<>();
        for (DatagramChannel target : targets) {
            sides.add(side(socket(), (InetSocketAddress) target.getLocalAddress()));
        }
        return sides;
    }

    private static List<DatagramChannel> sockets(List<Side> sides) {
        return sides.stream().map(Side::socket).toList();
    }

    private static List<DatagramChannel> sockets(int count) throws IOException {
        List<DatagramChannel> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(socket());
        }
        return sockets;
    }

    /** Sends each frame of all sides at its time; the next frame's number. */
    private static int talk(List<Side> sides, int firstFrame, int seconds) throws IOException {
        long start = System.nanoTime();
        int frames = seconds * 50;
        for (int i = 0; i < frames; i++) {
            for (int j = 0; j < sides.size(); j++) {
                long due = start + i * FRAME_NANOS + FRAME_NANOS * j / sides.size();
                while (due - System.nanoTime() > 100_000) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                sides.get(j).send(firstFrame + i);
            }
        }
        return firstFrame + frames;
    }

    private static List<MediaFigures> figures(List<MediaCall> calls) throws InterruptedException {
        List<MediaFigures> all = new ArrayList<>();
        CountDownLatch closed = new CountDownLatch(calls.size());
        for (MediaCall call : calls) {
            call.close(figures -> {
                all.add(figures);
                closed.countDown();
            });
        }
        closed.await();
        return all;
    }

    private static Side caller(MediaLeg leg) throws Exception {
        DatagramChannel socket = socket();
        String[] answer = new String[1];
        leg.answer(sdp(socket), said -> answer[0] = said.sdp());
        return side(socket, answer[0]);
    }

    private static Side buyer(MediaLeg leg) throws Exception {
        DatagramChannel socket = socket();
        String[] offer = new String[1];
        leg.offer(said -> offer[0] = said.sdp());
        leg.answered(sdp(socket), said -> {});
        return side(socket, offer[0]);
    }

    private static DatagramChannel socket() throws IOException {
        return DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static String sdp(DatagramChannel socket) throws IOException {
        int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP 0\r\n";
    }

    private static Side side(DatagramChannel socket, String leg) throws IOException {
        Matcher port = PORT.matcher(leg);
        if (!port.find()) {
            throw new IOException(leg);
        }
        return side(socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1))));
    }

    private static Side side(DatagramChannel socket, InetSocketAddress target) {
        ByteBuffer packet = ByteBuffer.allocateDirect(PACKET_BYTES);
        packet.put(0, (byte) 0x80).putInt(8, socket.hashCode());
        return new Side(socket, target, packet);
    }

    private static long cpuNanos(String prefix, String but) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null
                    && thread.getThreadName().startsWith(prefix)
                    && !thread.getThreadName().equals(but)) {
                sum += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return sum;
    }

    /** Nobody presses keys here. */
    private static final class Deaf implements MediaListener {
        @Override
        public void digit(MediaLeg leg, char digit) {}

        @Override
        public void silent(MediaLeg leg, Duration since) {}
    }
}
