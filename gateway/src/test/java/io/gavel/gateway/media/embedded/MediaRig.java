package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A relay on loopback, and a call loop that is the test's own thread: its tasks run while the test waits. */
final class MediaRig implements MediaListener, AutoCloseable {
    private static final long DEADLINE_NANOS = 10_000_000_000L;

    final EmbeddedMedia media;
    final Deque<String> told = new ArrayDeque<>();
    private final BlockingQueue<Runnable> callLoop = new LinkedBlockingQueue<>();

    MediaRig(int firstPort, int lastPort, Duration silence) {
        this(new EmbeddedOptions("127.0.0.1", "127.0.0.1", firstPort, lastPort, 1, silence, InstantSource.system()));
    }

    MediaRig(EmbeddedOptions options) {
        media = EmbeddedMedia.open(options);
    }

    static MediaRig usual(int firstPort) {
        return new MediaRig(firstPort, firstPort + 99, Duration.ofSeconds(30));
    }

    MediaCall call() throws Exception {
        return media.open("test", this, callLoop::add);
    }

    @Override
    public void digit(MediaLeg leg, char digit) {
        told.add(leg.name() + " " + digit);
    }

    @Override
    public void silent(MediaLeg leg, Duration since) {
        told.add(leg.name() + " silent");
    }

    /** Runs the call loop until this holds. */
    void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Never came true; told " + told);
            }
            try {
                Runnable task = callLoop.poll(10, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Waits until the media loop has done all that was asked so far. */
    void settle(MediaCall call) {
        boolean[] done = new boolean[1];
        ((EmbeddedCall) call).loop().post(() -> callLoop.add(() -> done[0] = true));
        until(() -> done[0]);
    }

    String nextTold() {
        until(() -> !told.isEmpty());
        return told.remove();
    }

    MediaFigures end(MediaCall call) {
        MediaFigures[] figures = new MediaFigures[1];
        call.close(those -> figures[0] = those);
        until(() -> figures[0] != null);
        return figures[0];
    }

    static LegFigures leg(MediaFigures figures, String name) {
        return figures.legs().stream()
                .filter(leg -> leg.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        media.close();
    }
}
