package io.gavel.gateway.media.embedded;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One thread that moves packets: its calls, its ports, and the one clock by which all who play on it are paced. What is not named
 * otherwise is for this loop only.
 */
final class MediaLoop {
    private static final long TICK_MILLIS = 250;

    private final EventLoop loop;
    private final Ports ports;
    private final Recorder recorder;
    private final InstantSource clock;
    private final List<Session> sessions = new ArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Pacer pacer = new Pacer();
    private final List<Stream> paced = new ArrayList<>();
    private @Nullable ScheduledFuture<?> frames;

    MediaLoop(EventLoop loop, Ports ports, Recorder recorder, InstantSource clock) {
        this.loop = loop;
        this.ports = ports;
        this.recorder = recorder;
        this.clock = clock;
        ScheduledFuture<?> unused =
                loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From any thread, in order. After the engine's end nothing happens. */
    void post(Runnable task) {
        post(loop, task);
    }

    /**
     * The same, for what only matters once something else happens: nobody is woken for it. Done before what is posted next, before
     * the next packet of a leg that was not agreed yet, or a quarter of a second later.
     */
    void postQuietly(Runnable task) {
        post(((AbstractEventExecutor) loop)::lazyExecute, task);
    }

    private void post(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            if (!loop.isShuttingDown()) {
                throw e;
            }
        }
    }

    /** Any thread. */
    Ports ports() {
        return ports;
    }

    /** Calls here. Any thread. */
    int calls() {
        return count.get();
    }

    Recorder recorder() {
        return recorder;
    }

    Instant wall() {
        return clock.instant();
    }

    void add(Session session) {
        sessions.add(session);
        count.incrementAndGet();
    }

    void remove(Session session) {
        sessions.remove(session);
        count.decrementAndGet();
    }

    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    /** {@link Stream#frame} is called from now on every 20 ms until it says that it has no more. */
    void pace(Stream stream) {
        paced.add(stream);
        if (frames == null) {
            pacer.start(System.nanoTime());
            frames = loop.scheduleAtFixedRate(this::frames, 0, Pacer.FRAME_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void frames() {
        long now = System.nanoTime();
        int due = pacer.due(now);
        if (pacer.skipped() > 0) {
            paced.forEach(stream -> stream.skip(pacer.skipped()));
        }
        for (int i = 0; i < due; i++) {
            frame(now);
        }
        if (paced.isEmpty() && frames != null) {
            frames.cancel(false);
            frames = null;
        }
    }

    private void frame(long now) {
        int kept = 0;
        for (int i = 0; i < paced.size(); i++) {
            Stream stream = paced.get(i);
            boolean more = stream.frame(now);
            stream.flush();
            if (more) {
                paced.set(kept++, stream);
            }
        }
        paced.subList(kept, paced.size()).clear();
    }

    private void tick() {
        long now = System.nanoTime();
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).tick(now);
        }
        ports.tick(now);
    }
}
