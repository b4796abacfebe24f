package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.audio.WavFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes recordings, so that no media loop ever waits for a disk. So many chunks may wait; more are dropped and
 * counted, and silence stands in their place.
 */
final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    /** 250 ms and 8 KB each. */
    private static final int MOST_WAITING = 8_192;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "media-recorder");
        made.setDaemon(true);
        return made;
    });
    private final AtomicInteger waiting = new AtomicInteger();

    /** How a recording ended; lengths in frames. */
    record Ended(long frames, long droppedFrames, boolean failed) {}

    /** One file. Its methods return at once; media loop only. */
    final class Recording implements Tape.Sink {
        private final Path path;
        private final AtomicLong dropped = new AtomicLong();
        /** Recorder's thread only. */
        private @Nullable WavFile file;

        private Recording(Path path) {
            this.path = path;
        }

        @Override
        public void chunk(long position, byte[] frames) {
            if (waiting.incrementAndGet() > MOST_WAITING) {
                waiting.decrementAndGet();
                dropped.addAndGet(frames.length / WavFile.FRAME_BYTES);
                return;
            }
            thread.execute(() -> {
                waiting.decrementAndGet();
                attempt(open -> open.write(position, ByteBuffer.wrap(frames)));
            });
        }

        /** Completes the file, {@code frames} long; {@code then} is called on the recorder's thread. */
        void end(long frames, Consumer<Ended> then) {
            thread.execute(() -> {
                attempt(open -> {
                    open.write(frames, ByteBuffer.allocate(0));
                    open.close();
                });
                boolean failed = file == null;
                file = null;
                then.accept(new Ended(failed ? 0 : frames, dropped.get(), failed));
            });
        }

        private void create() {
            try {
                file = WavFile.create(path);
            } catch (IOException e) {
                LOG.error("recording failed file={}", path, e);
            }
        }

        /** After a failure nothing more is tried. */
        private void attempt(Write write) {
            WavFile open = file;
            if (open == null) {
                return;
            }
            try {
                write.to(open);
            } catch (IOException e) {
                LOG.error("recording failed file={}", path, e);
                file = null;
                abandon(open);
            }
        }

        private void abandon(WavFile open) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("recording not closed file={}", path, e);
            }
        }
    }

    private interface Write {
        void to(WavFile file) throws IOException;
    }

    Recording begin(Path path) {
        Recording recording = new Recording(path);
        thread.execute(recording::create);
        return recording;
    }

    /** Writes all that waits. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.error("recordings not complete waiting={}", waiting.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
