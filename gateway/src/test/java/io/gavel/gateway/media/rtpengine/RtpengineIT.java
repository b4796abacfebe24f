package io.gavel.gateway.media.rtpengine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.audio.Prompt;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real rtpengine (Debian: rtpengine-daemon; .ci/run installs it) on loopback, without its kernel module. */
@Timeout(120)
class RtpengineIT implements MediaListener {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/rtpengine"), Path.of("/usr/sbin/rtpengine"));

    @TempDir
    private Path folder;

    private final BlockingQueue<Runnable> callLoop = new LinkedBlockingQueue<>();
    private final Deque<String> told = new ArrayDeque<>();
    private @Nullable Process process;
    private @Nullable RtpengineMedia media;
    private @Nullable Far caller;
    private @Nullable Far buyer;

    @BeforeEach
    void open() throws Exception {
        Path binary = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
        assumeTrue(binary != null, "rtpengine is not installed: apt-get install rtpengine-daemon");
        InetSocketAddress server = free();
        InetSocketAddress events = free();
        int first = 31_000;
        process = new ProcessBuilder(
                        String.valueOf(binary),
                        "--config-file=none",
                        "--table=-1",
                        "--interface=127.0.0.1",
                        "--listen-ng=127.0.0.1:" + server.getPort(),
                        "--dtmf-log-dest=127.0.0.1:" + events.getPort(),
                        "--port-min=" + first,
                        "--port-max=" + (first + 99),
                        "--pidfile=" + folder.resolve("pid"),
                        "--foreground",
                        "--log-stderr",
                        "--log-level=4",
                        "--num-threads=2")
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "rtpengine.log"))
                .start();
        media = opened(server, events);
        caller = new Far(1);
        buyer = new Far(2);
    }

    /** It takes a moment to listen. */
    private RtpengineMedia opened(InetSocketAddress server, InetSocketAddress events) throws Exception {
        IOException last = new IOException();
        for (int tries = 0; tries < 5; tries++) {
            try {
                return RtpengineMedia.open(server, events, InstantSource.system());
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(Files.readString(folder.resolve("rtpengine.log")), last);
    }

    private static InetSocketAddress free() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    @AfterEach
    void close() throws Exception {
        for (Far far : new @Nullable Far[] {caller, buyer}) {
            if (far != null) {
                far.close();
            }
        }
        if (media != null) {
            media.close();
        }
        if (process != null) {
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        }
    }

    @Override
    public void digit(MediaLeg leg, char digit) {
        told.add(leg.name() + " " + digit);
    }

    @Override
    public void silent(MediaLeg leg, Duration since) {
        told.add(leg.name() + " silent");
    }

    private static <T> T there(@Nullable T thing) {
        if (thing == null) {
            throw new AssertionError("not open");
        }
        return thing;
    }

    private MediaCall call() throws Exception {
        return there(media).open("call", this, callLoop::add);
    }

    /** What is waited for. */
    private interface Holds {
        boolean yet() throws Exception;
    }

    /** Runs the call loop until this holds; both sides speak meanwhile. */
    private void until(Holds holds) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!holds.yet()) {
            assertTrue(System.nanoTime() < deadline, () -> "never; told " + told);
            there(caller).say();
            there(buyer).say();
            Runnable task = callLoop.poll(20, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
        }
    }

    private Negotiated said(Consumer<Consumer<Negotiated>> what) throws Exception {
        Negotiated[] said = new Negotiated[1];
        what.accept(outcome -> said[0] = outcome);
        until(() -> said[0] != null);
        return there(said[0]);
    }

    private void calls(Far far, MediaLeg leg) throws Exception {
        Negotiated answer = said(then -> leg.answer(far.sdp(), then));
        assertEquals(200, answer.status());
        far.sendTo(answer.sdp());
    }

    private void isCalled(Far far, MediaLeg leg) throws Exception {
        Negotiated offer = said(leg::offer);
        assertEquals(200, offer.status());
        far.sendTo(offer.sdp());
        assertEquals(200, said(then -> leg.answered(far.sdp(), then)).status());
    }

    @Test
    void bothSidesHearEachOtherOnceTheyAreBridgedAndNotBefore() throws Exception {
        MediaCall call = call();
        calls(there(caller), call.caller());
        MediaLeg leg = call.newLeg("buyer");
        isCalled(there(buyer), leg);
        int[] rounds = new int[1];
        until(() -> rounds[0]++ > 25);
        assertEquals(0, there(caller).heard(2) + there(buyer).heard(1), "early media");

        call.bridge(leg);
        until(() -> there(caller).heard(2) > 20 && there(buyer).heard(1) > 20);

        MediaFigures[] figures = new MediaFigures[1];
        call.close(those -> figures[0] = those);
        until(() -> figures[0] != null);
        LegFigures in = there(figures[0]).legs().get(0);
        assertTrue(in.packetsIn() > 20, in::toString);
        assertTrue(there(figures[0]).legs().get(1).packetsIn() > 20);
        assertEquals("PCMU", in.codec());
        assertEquals(0, there(media).calls());
    }

    @Test
    void whatASideReportsAsLostIsCountedForTheOther() throws Exception {
        MediaCall call = call();
        calls(there(caller), call.caller());
        MediaLeg leg = call.newLeg("buyer");
        isCalled(there(buyer), leg);
        call.bridge(leg);
        until(() -> there(caller).heard(2) > 5 && there(buyer).heard(1) > 5);
        Figures.@Nullable Stream[] seen = new Figures.Stream[1];
        long[] next = new long[1];
        until(() -> {
            if (System.nanoTime() - next[0] >= 0) {
                // rtpengine takes one report a second of each
                next[0] = System.nanoTime() + 1_100_000_000L;
                there(caller).report(2, 7, 80);
                there(buyer).report(1, 30, 240);
                there(media)
                        .client()
                        .ask(
                                ((RtpengineCall) call).command("query"),
                                answer -> callLoop.add(() -> {
                                    seen[0] = Figures.stream(answer, RtpengineCall.CALLER);
                                }));
            }
            Figures.Stream now = seen[0];
            return now != null && now.lost() >= 30 && now.jitterMillis() > 0;
        });
        MediaFigures[] figures = new MediaFigures[1];
        call.close(those -> figures[0] = those);
        until(() -> figures[0] != null);
        LegFigures in = there(figures[0]).legs().get(0);
        assertTrue(in.lost() >= 30, in::toString);
        assertEquals(30, in.jitterMillis(), 1, in::toString);
        LegFigures of = there(figures[0]).legs().get(1);
        assertTrue(of.lost() >= 7 && of.lost() < 30, of::toString);
    }

    @Test
    void theCallerHearsPromptsPressesKeysAndKeepsItsPortWhenBuyersChange() throws Exception {
        MediaCall call = call();
        calls(there(caller), call.caller());
        short[] samples = new short[4_000];
        Arrays.fill(samples, (short) 1_000);
        byte coded = Codec.PCMU.encode((short) 1_000);
        boolean[] done = new boolean[1];
        call.caller().play(Prompt.of(samples), false, () -> done[0] = true);
        until(() -> done[0]);
        assertTrue(there(caller).heard(coded) > 15);
        there(caller).press(5);
        until(() -> told.contains("caller 5"));

        MediaLeg first = call.newLeg("first");
        isCalled(there(buyer), first);
        call.bridge(first);
        until(() -> there(caller).heard(2) > 5);
        there(caller).press(7);
        until(() -> told.contains("caller 7") && there(buyer).events() > 0);
        first.close();
        call.unbridge();

        try (Far next = new Far(3)) {
            MediaLeg second = call.newLeg("second");
            isCalled(next, second);
            call.bridge(second);
            until(() -> {
                next.say();
                return there(caller).heard(3) > 10 && next.heard(1) > 10;
            });
        }
        String again =
                said(then -> call.caller().answer(there(caller).sdp(), then)).sdp();
        assertEquals(there(caller).port(), Far.port(again));
    }

    @Test
    void whoHoldsIsNotSpokenTo() throws Exception {
        MediaCall call = call();
        calls(there(caller), call.caller());
        MediaLeg leg = call.newLeg("buyer");
        isCalled(there(buyer), leg);
        call.bridge(leg);
        until(() -> there(caller).heard(2) > 5);
        String answer = said(then -> call.caller().answer(there(caller).sdp().replace("sendrecv", "sendonly"), then))
                .sdp();
        assertTrue(answer.contains("a=recvonly"), answer);
        int[] rounds = new int[1];
        until(() -> rounds[0]++ > 10);
        int before = there(caller).heard(2);
        int heardByBuyer = there(buyer).heard(1);
        until(() -> there(buyer).heard(1) > heardByBuyer + 20);
        assertEquals(before, there(caller).heard(2));
        said(then -> call.caller().answer(there(caller).sdp(), then));
        until(() -> there(caller).heard(2) > before + 10);
    }

    @Test
    void whatWeDoNotSpeakIsRefusedAtOnce() throws Exception {
        MediaCall call = call();
        String opus = there(caller).sdp().replace("RTP/AVP 0 101", "RTP/AVP 111");
        assertEquals(488, said(then -> call.caller().answer(opus, then)).status());
        assertFalse(callLoop.iterator().hasNext());
    }

    @Test
    void whenThereAreNoPortsLeftACallIsRefused() throws Exception {
        int refused = 0;
        for (int i = 0; i < 40 && refused == 0; i++) {
            MediaCall call = call();
            int status = said(then -> call.caller().answer(there(caller).sdp(), then))
                    .status();
            assertTrue(status == 200 || status == 503, () -> "status " + status);
            refused += status == 503 ? 1 : 0;
        }
        assertEquals(1, refused, "a range of 100 ports");
    }

    @Test
    void withoutRtpengineItSaysSo() throws Exception {
        InetSocketAddress nobody = free();
        IOException told =
                assertThrows(IOException.class, () -> RtpengineMedia.open(nobody, null, InstantSource.system()));
        assertTrue(String.valueOf(told.getMessage()).contains("nobody answers at"), told.getMessage());
    }
}
