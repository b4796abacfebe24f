package io.gavel.gateway.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.gateway.call.Recordings;
import io.gavel.gateway.speech.Transcriber.Transcript;
import io.gavel.journal.Sync;
import io.gavel.message.CallTranscribedDecoder;
import io.gavel.message.Ids;
import io.gavel.message.LegCause;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Party;
import io.gavel.message.Reason;
import io.gavel.message.Rules;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.CallStore;
import io.gavel.view.Page;
import io.gavel.view.TranscriptRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings become text, whatever stops, and whatever else happens to them meanwhile. */
@Timeout(60)
class TranscriptionsTest {
    private static final int NORTH = 7;
    private static final Transcript TEXT = new Transcript("good morning", "hello", 2_500);

    @TempDir
    private Path folder;

    private final Kept calls = new Kept();
    private final Told told = new Told(calls);
    private Engine engine;
    private Recordings recordings;

    @BeforeEach
    void open() throws IOException {
        EngineConfig config =
                EngineConfig.in(folder.resolve("data")).withSlots(64, 64).withSync(Sync.NONE, Duration.ofMillis(10));
        engine = Engine.open(config, outlet -> told, List.of());
        engine.start();
        recordings = new Recordings(folder);
        recorded(1_001, NORTH);
        recorded(1_002, NORTH);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whatWaitsWhenItStopsIsTranscribedAfterTheNextStart() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Transcriptions stopped = transcriptions(recording -> heardAfter(never))) {
            stopped.want(1_001);
            stopped.want(1_002);
        }
        try (Transcriptions next = transcriptions(recording -> TEXT)) {
            next.resume();
            assertEquals(
                    Set.of("1001 DONE 3 words, buyer 7", "1002 DONE 3 words, buyer 7"),
                    Set.of(told.next(), told.next()));
        }
    }

    @Test
    void whatWasWantedBeforeItWentOnIsTranscribedOnce() throws Exception {
        CountDownLatch resumed = new CountDownLatch(1);
        try (Transcriptions transcriptions = transcriptions(recording -> heardAfter(resumed))) {
            transcriptions.want(1_001);
            transcriptions.resume();
            transcriptions.want(1_002);
            resumed.countDown();
            assertEquals("1001 DONE 3 words, buyer 7", told.next());
            assertEquals("1002 DONE 3 words, buyer 7", told.next());
        }
    }

    @Test
    void aRecordingThatIsErasedMeanwhileLeavesNoText() throws Exception {
        try (Transcriptions transcriptions = transcriptions(this::heardAndErased)) {
            transcriptions.want(1_001);
            assertEquals("1001 DONE 3 words, buyer 7", told.next());
        }
        try (Stream<Path> left = Files.list(folder.resolve("1"))) {
            assertEquals(List.of(recordings.find(1_002)), left.toList());
        }
    }

    @Test
    void aCallWhoseEndIsSeenLateIsItsBuyers() throws Exception {
        recorded(1_001, 0);
        try (Transcriptions transcriptions = transcriptions(this::heardWhileItEnds)) {
            transcriptions.want(1_001);
            assertEquals("1001 DONE 3 words, buyer 7", told.next());
        }
    }

    /** Killed between ring and journal, a process leaves no more than the mark. */
    @Test
    void itsMarkStaysUntilTheLineHasSaidThatItHasTheText() throws Exception {
        told.notes = false;
        try (Transcriptions killed = transcriptions(recording -> TEXT)) {
            killed.want(1_001);
            assertEquals("1001 DONE 3 words, buyer 7", told.next());
        }
        assertEquals(1, marks());
        told.notes = true;
        try (Transcriptions next = transcriptions(recording -> TEXT)) {
            next.resume();
            assertEquals("1001 DONE 3 words, buyer 7", told.next());
            awaitNoMarks();
        }
    }

    @Test
    void whatTheLineHasIsNotToldAgainHoweverLongItWas() throws Exception {
        told.notes = false;
        try (Transcriptions killed = transcriptions(recording -> TEXT)) {
            killed.want(1_001);
            assertEquals("1001 DONE 3 words, buyer 7", told.next());
        }
        calls.note(1_001);
        told.notes = true;
        try (Transcriptions next = transcriptions(recording -> TEXT)) {
            next.resume();
            next.want(1_002);
            assertEquals("1002 DONE 3 words, buyer 7", told.next());
            awaitNoMarks();
        }
    }

    private long marks() throws IOException {
        try (Stream<Path> marks = Files.list(folder.resolve("transcribe"))) {
            return marks.count();
        }
    }

    private void awaitNoMarks() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (marks() > 0) {
            assertTrue(System.nanoTime() < end, "a mark stays");
            Thread.onSpinWait();
        }
    }

    private Transcript heardAndErased(Path recording) throws IOException {
        recordings.erase(1_001);
        return TEXT;
    }

    private Transcript heardWhileItEnds(Path recording) {
        calls.put(1_001, NORTH);
        return TEXT;
    }

    private static Transcript heardAfter(CountDownLatch event) throws IOException {
        try {
            event.await();
            return TEXT;
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private void recorded(long callId, int buyerId) throws IOException {
        calls.put(callId, buyerId);
        Path thousand = Files.createDirectories(folder.resolve("1"));
        Files.write(thousand.resolve(Ids.text(callId) + ".wav"), new byte[44]);
    }

    private Transcriptions transcriptions(Model model) {
        return new Transcriptions(
                folder.resolve("transcribe"),
                recordings::find,
                calls,
                engine.inputs(),
                Recordings::beside,
                campaignId -> true,
                model);
    }

    /** A model that is always ready. */
    private interface Model extends Transcriber {
        @Override
        default void load() {}

        @Override
        default void close() {}
    }

    /** The calls, as the views show them now. */
    private static final class Kept implements CallStore {
        private final Map<Long, CallRecord> calls = new ConcurrentHashMap<>();

        /** {@code buyerId} 0: it is under way. */
        void put(long callId, int buyerId) {
            put(callId, buyerId, null);
        }

        /** The line has said that it was transcribed. */
        void note(long callId) {
            put(callId, NORTH, new TranscriptRecord(true, 2_500, 3));
        }

        private void put(long callId, int buyerId, @Nullable TranscriptRecord transcript) {
            CallRecord.End end = new CallRecord.End(
                    9, 1, buyerId, Reason.NONE, Party.CALLER, LegCause.HUNG_UP, true, 1_000_000, 500_000);
            calls.put(
                    callId,
                    new CallRecord(
                            callId,
                            callId,
                            0,
                            1,
                            2,
                            3,
                            4,
                            5,
                            6,
                            false,
                            false,
                            buyerId == 0 ? null : end,
                            List.of(),
                            0,
                            List.of(),
                            null,
                            "",
                            "",
                            null,
                            null,
                            List.of(),
                            null,
                            null,
                            transcript));
        }

        @Override
        public CompletableFuture<CallRecord> next(Predicate<CallRecord> wanted) {
            return new CompletableFuture<>();
        }

        @Override
        public @Nullable CallRecord find(long callId) {
            return calls.get(callId);
        }

        @Override
        public Page<CallRecord> list(CallQuery query) {
            return new Page<>(List.copyOf(calls.values()), 0);
        }

        @Override
        public long size() {
            return calls.size();
        }
    }

    /** Rules that only hear what was transcribed. */
    private static final class Told implements Rules {
        private final Kept calls;
        private volatile boolean notes = true;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final CallTranscribedDecoder told = new CallTranscribedDecoder();

        Told(Kept calls) {
            this.calls = calls;
        }

        String next() throws InterruptedException {
            return Objects.requireNonNull(lines.poll(20, TimeUnit.SECONDS), "nothing is told");
        }

        @Override
        public void apply(long sequence, long timeMicros, DirectBuffer buffer, int offset, int length) {
            if (header.wrap(buffer, offset).templateId() == CallTranscribedDecoder.TEMPLATE_ID) {
                told.wrapAndApplyHeader(buffer, offset, header);
                if (notes) {
                    calls.note(told.callId());
                }
                lines.add(told.callId() + " " + told.state() + " " + told.words() + " words, buyer " + told.buyerId());
            }
        }

        @Override
        public long nextDeadlineMicros() {
            return Long.MAX_VALUE;
        }

        @Override
        public void writeState(StateWriter out) {}

        @Override
        public void readState(StateReader in) {}
    }
}
