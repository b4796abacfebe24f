package io.gavel.gateway.market;

import io.gavel.ring.InputRing;
import io.gavel.ring.Slot;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes of the market, one after the other, on a thread of its own: what one change plans, the next one sees. Puts them
 * on the line as fast as that takes them, and is done when all can be seen in the {@link Directory}.
 */
public final class MarketWriter implements AutoCloseable {
    /** Loop index of correlation ids that no event loop waits for; above any loop's. */
    private static final long NO_LOOP = 0x7fffL << 48;

    private static final int MOST_WAITING = 64;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = 50_000;

    private final InputRing inputs;
    private final Directory directory;
    private final InstantSource clock;
    private final AtomicLong seen = new AtomicLong();
    private final ExecutorService worker;
    private volatile @Nullable Thread waiting;
    private long sent;

    public MarketWriter(InputRing inputs, Directory directory, InstantSource clock) {
        this.inputs = inputs;
        this.directory = directory;
        this.clock = clock;
        this.worker = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), MarketWriter::thread);
    }

    /** For the {@link DirectoryFeed}: a change with this correlation id can be seen. */
    public void seen(long correlationId) {
        if ((correlationId & NO_LOOP) == NO_LOOP) {
            seen.set(correlationId & ~NO_LOOP);
            LockSupport.unpark(waiting);
        }
    }

    /**
     * Has something done on the market's thread: planned against the present market and, if there are changes, made.
     *
     * @return completes on the market's thread; exceptionally with {@link RejectedExecutionException} if too much waits
     */
    <R> CompletableFuture<R> work(Work<R> work) {
        try {
            return CompletableFuture.supplyAsync(() -> work.in(directory.now()), worker);
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.failedFuture(busy);
        }
    }

    Snapshot present() {
        return directory.now();
    }

    /** What is done on the market's thread. */
    interface Work<R> {
        R in(Snapshot present);
    }

    /**
     * Makes changes and waits until they can be seen. Only on the market's thread.
     *
     * @return why not, or null when done
     */
    @Nullable
    Refusal make(List<Change> changes, String actor) {
        waiting = Thread.currentThread();
        Encoding encoding = new Encoding();
        long nowSeconds = clock.instant().getEpochSecond();
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        for (Change change : changes) {
            Slot slot = claim(giveUp);
            if (slot == null) {
                return notTaken();
            }
            slot.publish(encode(encoding, change, actor, nowSeconds, slot));
            sent++;
            giveUp = System.nanoTime() + PATIENCE_NANOS;
        }
        return awaitSeen(giveUp)
                ? null
                : Refusal.of(503, "no_answer", "No answer in time; the changes may have been made.");
    }

    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private int encode(Encoding encoding, Change change, String actor, long nowSeconds, Slot slot) {
        try {
            return encoding.encode(change, NO_LOOP | (sent + 1), actor, nowSeconds, slot.buffer());
        } catch (RuntimeException e) {
            slot.abandon();
            throw e;
        }
    }

    private Refusal notTaken() {
        String why = inputs.refusal();
        return Refusal.of(
                503,
                why == null ? "busy" : why,
                "The exchange takes no changes now" + (why == null ? "" : ": " + why)
                        + ". Some of these may have been made.");
    }

    /** Back-pressure: an import waits for room on the line, pings do not. A line that takes nothing is not waited for. */
    private @Nullable Slot claim(long giveUp) {
        while (true) {
            Slot slot = inputs.claimIntake();
            if (slot != null || refuses() || System.nanoTime() > giveUp || Thread.interrupted()) {
                return slot;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean refuses() {
        String why = inputs.refusal();
        return why != null && !why.equals("starting");
    }

    private boolean awaitSeen(long giveUp) {
        while (seen.get() < sent) {
            if (System.nanoTime() > giveUp || Thread.interrupted()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "market");
        thread.setDaemon(true);
        return thread;
    }
}
