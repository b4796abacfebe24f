package io.gavel.gateway.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kept answers on disk, sealed: written by a thread of its own a moment after the answer. Never waits for the disk and is never
 * synced: what a crash or a full disk takes are bytes of answers, not what was done (the rules remember request keys, too).
 */
final class AnswerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerLog.class);
    private static final int QUEUE = 8192;
    private static final Object END = new Object();

    private final AnswerFile file;
    private final Sealing sealing;
    private final Runnable lost;
    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread writer = new Thread(this::run, "gavel-answers");
    private boolean isBroken;

    /**
     * Opens the log of a folder, hands out all that it holds, older first, and begins to write.
     *
     * @param mostBytes of each of the two files
     * @param lost called for each answer that was not written
     */
    AnswerLog(Path folder, long mostBytes, Sealing sealing, Consumer<KeptAnswer> heard, Runnable lost)
            throws IOException {
        this.sealing = sealing;
        this.lost = lost;
        this.file = AnswerFile.open(folder, mostBytes, record -> read(record, heard));
        writer.setDaemon(true);
        writer.start();
    }

    /** Writes an answer soon. */
    void add(KeptAnswer answer) {
        if (!queue.offer(answer)) {
            lost.run();
        }
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        try {
            queue.put(END);
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if it was sealed by another key, or is not what was sealed. */
    private boolean read(byte[] sealed, Consumer<KeptAnswer> heard) {
        try {
            heard.accept(KeptAnswer.decode(sealing.open().apply(sealed)));
            return true;
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            return false;
        }
    }

    private void run() {
        List<Object> batch = new ArrayList<>();
        boolean ends = false;
        while (!ends) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch);
            } catch (InterruptedException e) {
                ends = true;
            }
            for (Object item : batch) {
                ends |= item == END;
                if (item instanceof KeptAnswer answer) {
                    write(answer);
                }
            }
            batch.clear();
        }
        file.close();
    }

    private void write(KeptAnswer answer) {
        try {
            file.append(sealing.seal().apply(answer.encode()), answer.seconds());
            if (isBroken) {
                LOG.info("idempotency answers=\"written again\"");
            }
            isBroken = false;
        } catch (IOException e) {
            if (!isBroken) {
                LOG.error("idempotency problem=\"answers cannot be written\" cause=\"{}\"", e.getMessage());
            }
            isBroken = true;
            lost.run();
        }
    }
}
