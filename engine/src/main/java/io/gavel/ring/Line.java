package io.gavel.ring;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.gavel.journal.Journal;
import io.gavel.message.Outlet;
import io.gavel.message.OutputHandler;
import io.gavel.message.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The line put together: {@code inputs -> journal -> core -> outputs -> who is near} on one thread, those who are patient on a second, every other
 * subscriber on one of its own. Made, subscribed to, started and stopped by the engine on one thread.
 */
public final class Line {
    private static final int BATCH = 256;
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final WaitPolicy waiting;
    private final int batch;
    private final LineListener listener;
    /** The line sleeps by it. */
    private final Bell bell = new Bell();

    private final InputRing inputs;
    private final OutputRing outputs;
    private final List<Subscriber> patient = new ArrayList<>();
    private final List<BatchEventProcessor<OutputSlot>> subscribers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Running running;

    private record Running(BatchEventProcessor<Slot> line, CoreHandler core, LineClock clock, Ticker ticker) {}

    /**
     * How a line is built.
     *
     * @param maxLength bytes of the longest message
     * @param batch messages that the journal commits at once at most
     */
    public record Settings(int inputSlots, int outputSlots, WaitPolicy waiting, int maxLength, int batch) {}

    public Line(Settings settings, LineListener listener) {
        this.waiting = settings.waiting;
        this.batch = settings.batch;
        this.listener = listener;
        int maxLength = Math.min(Slot.MAX_LENGTH, settings.maxLength);
        this.inputs = new InputRing(settings.inputSlots, maxLength, waitStrategy(bell, false), bell);
        this.outputs = new OutputRing(settings.outputSlots, waitStrategy(new Bell(), true));
    }

    /** Where the rules speak. */
    public Outlet outlet() {
        return outputs;
    }

    public InputRing inputs() {
        return inputs;
    }

    /** Before start: one more who hears on the line's own thread, and so must only pass on what it hears. */
    public void subscribeNear(String name, OutputHandler handler) {
        outputs.near(new Subscriber(name, handler, listener));
    }

    /** Before start: one more hearer, on a thread {@code line-out-NAME}. */
    public void subscribe(String name, OutputHandler handler) {
        hear("line-out-" + name, outputs.ring().newBarrier(), new Subscriber(name, handler, listener));
    }

    /** Before start: one more who may hear a moment later, and costs less; all of these share the thread {@code line-out}. */
    public void subscribePatient(String name, OutputHandler handler) {
        patient.add(new Subscriber(name, handler, listener));
    }

    private void hear(String thread, SequenceBarrier barrier, EventHandler<OutputSlot> handler) {
        BatchEventProcessor<OutputSlot> processor =
                new BatchEventProcessorBuilder().setMaxBatchSize(BATCH).build(outputs.ring(), barrier, handler);
        processor.setExceptionHandler(new Fatal<>());
        outputs.ring().addGatingSequences(processor.getSequence());
        subscribers.add(processor);
        threads.add(new Thread(processor, thread));
    }

    private void hearPatiently() {
        SequenceBarrier woken = outputs.ring().newBarrier();
        SequenceBarrier barrier = waiting == WaitPolicy.BLOCKING ? new PatientBarrier(woken) : woken;
        Subscriber[] all = patient.toArray(new Subscriber[0]);
        hear("line-out", barrier, (slot, place, endOfBatch) -> {
            for (Subscriber subscriber : all) { // an array: a list's iterator would be garbage for each message
                subscriber.onEvent(slot, place, endOfBatch);
            }
        });
    }

    /** Starts everything; the rules hear first that they were restarted. New work is refused until {@link #refuse}. */
    public void start(Journal journal, Rules rules, TimeSource time, long lastSequence, long lastMicros) {
        LineClock clock = new LineClock(time, lastMicros);
        Ticker ticker = new Ticker(inputs, clock);
        CoreHandler core = new CoreHandler(rules, outputs, ticker, lastSequence);
        JournalHandler journalHandler = new JournalHandler(journal, clock, lastSequence);
        BatchEventProcessor<Slot> line = new BatchEventProcessorBuilder()
                .setMaxBatchSize(batch)
                .build(
                        inputs.ring(),
                        inputs.ring().newBarrier(),
                        new LineHandler(inputs.ring(), journalHandler, core, outputs));
        line.setExceptionHandler(new Fatal<>());
        inputs.ring().addGatingSequences(line.getSequence());

        running = new Running(line, core, clock, ticker);
        threads.add(new Thread(line, "line"));
        hearPatiently();
        threads.forEach(Thread::start);
        inputs.open();
        ticker.tick(true);
        ticker.start();
    }

    /** Refuses new work for this reason, or takes it if that is null. */
    public void refuse(@Nullable String reason) {
        inputs.refuse(reason);
    }

    /** Takes nothing more, neither new work nor what ends work in progress. */
    public void closeInputs() {
        inputs.close();
    }

    /** The last message that was applied, 0 before start. */
    public long applied() {
        return running == null ? 0 : running.core.applied();
    }

    /** How far the line's time is ahead of the wall clock, because that was set back. */
    public long aheadMicros() {
        return running == null ? 0 : running.clock.aheadMicros();
    }

    /** Inputs that are not applied yet. */
    public long inputBacklog() {
        return running == null
                ? 0
                : inputs.ring().getCursor() - running.line.getSequence().get();
    }

    /** Outputs that the slowest subscriber has not heard yet. */
    public long outputBacklog() {
        return outputs.ring().getBufferSize() - outputs.ring().remainingCapacity();
    }

    /** Waits until everything that was published is applied and heard; false if that took longer. */
    public boolean drain(Duration patience) {
        long start = System.nanoTime();
        while (inputBacklog() > 0 || outputBacklog() > 0) {
            if (System.nanoTime() - start > patience.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Stops in the order of the line; what was not drained is lost to the subscribers, not to the journal. */
    public void stop() throws InterruptedException {
        outputs.close();
        if (running != null) {
            running.ticker.close();
        }
        halt();
        subscribers.forEach(BatchEventProcessor::halt);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Nothing that is not applied yet will be: for a journal that failed. Any thread; does not wait. */
    public void halt() {
        inputs.close();
        if (running != null) {
            running.line.halt();
            bell.ring();
        }
    }

    private WaitStrategy waitStrategy(Bell published, boolean rings) {
        return switch (waiting) {
            case BLOCKING -> new SleepingWait(published, rings);
            case YIELDING -> new YieldingWaitStrategy();
            case SPINNING -> new BusySpinWaitStrategy();
        };
    }

    /** A station that fails stops where it is: its sequence does not move, so nothing behind it goes on. */
    private final class Fatal<T> implements ExceptionHandler<T> {
        @Override
        public void handleEventException(Throwable cause, long place, T event) {
            stop(cause);
        }

        @Override
        public void handleOnStartException(Throwable cause) {
            stop(cause);
        }

        @Override
        public void handleOnShutdownException(Throwable cause) {
            stop(cause);
        }

        private void stop(Throwable cause) {
            inputs.refuse("failed");
            inputs.close();
            listener.lineFailed(cause);
            throw new IllegalStateException("the line stopped", cause);
        }
    }
}
