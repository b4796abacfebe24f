package io.gavel.gateway.speech;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.speech.Transcriber.Transcript;
import io.gavel.message.CallTranscribedEncoder;
import io.gavel.message.Ids;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.TranscriptState;
import io.gavel.ring.InputRing;
import io.gavel.ring.Slot;
import io.gavel.view.CallRecord;
import io.gavel.view.CallStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings that are to be transcribed: a mark in a folder for each, so that a restart finds them again, and one thread that takes
 * them. The text is on the disk before the line hears of it, and the mark goes last, when what the line said of it was heard: so it is
 * written, and a process that is killed before tells it again. The line books a call's fee once. What fails is told, and costs nothing
 * else. A call is never waited for.
 */
public final class Transcriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transcriptions.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_WAITING = 100_000;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int PATIENCE = 3_000;

    private final Path marks;
    private final LongFunction<@Nullable Path> recordings;
    private final CallStore calls;
    private final InputRing inputs;
    private final UnaryOperator<Path> beside;
    private final IntPredicate wanted;
    private final @Nullable Transcriber transcriber;
    private volatile boolean closed;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Transcriptions::thread,
            Transcriptions::full);

    /**
     * @param folder of the marks; made when the first is
     * @param recordings where a call's recording is
     * @param beside the place of the text of a recording
     * @param wanted the campaigns whose calls are transcribed
     * @param transcriber null: there is no model, and whatever is wanted stays undone
     */
    public Transcriptions(
            Path folder,
            LongFunction<@Nullable Path> recordings,
            CallStore calls,
            InputRing inputs,
            UnaryOperator<Path> beside,
            IntPredicate wanted,
            @Nullable Transcriber transcriber) {
        this.beside = beside;
        this.wanted = wanted;
        this.marks = folder;
        this.recordings = recordings;
        this.calls = calls;
        this.inputs = inputs;
        this.transcriber = transcriber;
    }

    /** Whether there is a model at all. */
    public boolean isPossible() {
        return transcriber != null;
    }

    /** Goes on with what a process before this one left. Once, when the line takes messages. */
    public void resume() {
        Transcriber model = transcriber;
        if (model == null) {
            LOG.info("transcripts off: transcription.model is not set");
            return;
        }
        thread.execute(() -> load(model));
        if (!Files.isDirectory(marks)) {
            return;
        }
        try (Stream<Path> left = Files.list(marks)) {
            left.sorted().forEach(mark -> {
                long callId = Ids.parse(mark.getFileName().toString());
                if (callId > 0) {
                    thread.execute(() -> again(callId));
                }
            });
        } catch (IOException e) {
            LOG.error("transcripts problem=\"{}\"", e.toString());
        }
    }

    /** A recording is whole. Any thread; its mark is there when this returns, and survives a stop or a crash. */
    public void want(long callId) {
        if (transcriber == null) {
            return;
        }
        try {
            Files.createDirectories(marks);
            Files.write(mark(callId), new byte[0]);
        } catch (IOException e) {
            LOG.error("transcript call={} problem=\"{}\"", Ids.text(callId), e.toString());
        }
        thread.execute(() -> transcribe(callId));
    }

    /** A model that cannot be used is known at the start, not with the first call. */
    private static void load(Transcriber model) {
        try {
            model.load();
            LOG.info("transcripts on");
        } catch (IOException e) {
            LOG.error("transcripts impossible problem=\"{}\"", e.getMessage());
        }
    }

    /** One whose mark was found. If it is gone, that was wanted by this process, too, and is done. */
    private void again(long callId) {
        if (Files.exists(mark(callId))) {
            transcribe(callId);
        }
    }

    private void transcribe(long callId) {
        Path recording = recordings.apply(callId);
        CallRecord call = calls.find(callId);
        if (closed) {
            return;
        }
        if (recording == null || call == null || transcriber == null || !wanted.test(call.campaignId())) {
            unmark(callId);
            return;
        }
        if (call.transcript() != null) {
            unmark(callId); // the line had it when the process before this ended
            return;
        }
        Transcript text = null;
        try {
            text = transcriber.transcribe(recording);
            write(beside.apply(recording), text);
            forgetIfErased(callId, beside.apply(recording));
        } catch (IOException e) {
            text = null;
            LOG.error("transcript call={} problem=\"{}\"", Ids.text(callId), e.getMessage());
        }
        CallRecord now = calls.find(callId); // before, its end may not have been in the views
        if (!closed && tell(now == null ? call : now, text) && isNoted(callId)) {
            unmark(callId);
        }
    }

    /** Whether the line has said that it has it, so that it is written. False if it stops first: the mark stays. */
    private boolean isNoted(long callId) {
        for (int i = 0; i < PATIENCE && !closed; i++) {
            CallRecord call = calls.find(callId);
            if (call == null || call.transcript() != null) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    /** An erasure takes the recording first: it was either before this, or finds the text. */
    private void forgetIfErased(long callId, Path text) throws IOException {
        if (recordings.apply(callId) == null) {
            Files.deleteIfExists(text);
        }
    }

    private static void write(Path file, Transcript text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("caller", text.caller());
            json.writeStringField("buyer", text.buyer());
            json.writeEndObject();
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** False if the line is full for half a minute, or stops: the mark stays. */
    private boolean tell(CallRecord call, @Nullable Transcript text) {
        Slot slot = inputs.claim();
        for (int i = 0; slot == null && i < PATIENCE; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            slot = inputs.claim();
        }
        if (slot == null) {
            return false;
        }
        CallRecord.End end = call.end();
        CallTranscribedEncoder told = new CallTranscribedEncoder();
        told.wrapAndApplyHeader(slot.buffer(), 0, new MessageHeaderEncoder())
                .callId(call.callId())
                .pingId(call.pingId())
                .millis(text == null ? 0 : (int) Math.min(Integer.MAX_VALUE, text.millis()))
                .carrierId(call.carrierId())
                .sellerId(call.sellerId())
                .campaignId(call.campaignId())
                .buyerId(end == null ? 0 : end.buyerId())
                .orderId(end == null ? 0 : end.orderId())
                .words(text == null ? 0 : text.words())
                .state(text == null ? TranscriptState.FAILED : TranscriptState.DONE)
                .source(call.source());
        slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + told.encodedLength());
        return true;
    }

    private Path mark(long callId) {
        return marks.resolve(Ids.text(callId));
    }

    private void unmark(long callId) {
        try {
            Files.deleteIfExists(mark(callId));
        } catch (IOException e) {
            LOG.warn("transcript call={} mark=\"{}\"", Ids.text(callId), e.toString());
        }
    }

    /** More wait than ever should, or it stops: this one waits for the next start. */
    private static void full(Runnable task, ThreadPoolExecutor where) {
        if (!where.isShutdown()) {
            LOG.error("transcript dropped waiting={}", where.getQueue().size());
        }
    }

    private static Thread thread(Runnable task) {
        Thread made = new Thread(task, "transcripts");
        made.setDaemon(true);
        return made;
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        if (transcriber != null) {
            transcriber.close();
        }
    }
}
