package io.gavel.ring;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.Sequence;
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
 * The line put together: {@code inputs -> journal -> core -> outputs -> subscribers}, a thread each. Made, subscribed to,
 * started and stopped by the engine on one thread.
 */
public final class Line {
    private static final int BATCH = 256;
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final WaitPolicy waiting;
    private final int journalBatch;
    private final LineListener listener;
    private final InputRing inputs;
    private final OutputRing outputs;
    private final WaitStrategy inputWait;
    private final List<BatchEventProcessor<OutputSlot>> subscribers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Running running;

    private record Running(
            BatchEventProcessor<Slot> journal,
            BatchEventProcessor<Slot> core,
            CoreHandler applied,
            LineClock clock,
            Ticker ticker) {}

    /**
     * How a line is built.
     *
     * @param maxLength bytes of the longest message
     * @param journalBatch messages that the journal commits at once at most
     */
    public record Settings(int inputSlots, int outputSlots, WaitPolicy waiting, int maxLength, int journalBatch) {}

    public Line(Settings settings, LineListener listener) {
        this.waiting = settings.waiting;
        this.journalBatch = settings.journalBatch;
        this.listener = listener;
        this.inputWait = waitStrategy();
        this.inputs = new InputRing(settings.inputSlots, Math.min(Slot.MAX_LENGTH, settings.maxLength), inputWait);
        this.outputs = new OutputRing(settings.outputSlots, waitStrategy());
    }

    /** Where the rules speak. */
    public Outlet outlet() {
        return outputs;
    }

    public InputRing inputs() {
        return inputs;
    }

    /** Before start: one more hearer, on a thread {@code line-out-NAME}. */
    public void subscribe(String name, OutputHandler handler) {
        subscribe(name, handler, outputs.ring().newBarrier());
    }

    /** The same for one that may hear a moment later, and costs less. */
    public void subscribePatient(String name, OutputHandler handler) {
        SequenceBarrier woken = outputs.ring().newBarrier();
        subscribe(name, handler, waiting == WaitPolicy.BLOCKING ? new PatientBarrier(woken) : woken);
    }

    private void subscribe(String name, OutputHandler handler, SequenceBarrier barrier) {
        BatchEventProcessor<OutputSlot> processor = new BatchEventProcessorBuilder()
                .setMaxBatchSize(BATCH)
                .build(outputs.ring(), barrier, new Subscriber(name, handler, listener));
        processor.setExceptionHandler(new Fatal<>());
        outputs.ring().addGatingSequences(processor.getSequence());
        subscribers.add(processor);
        threads.add(new Thread(processor, "line-out-" + name));
    }

    /** Starts everything; the rules hear first that they were restarted. New work is refused until {@link #refuse}. */
    public void start(Journal journal, Rules rules, TimeSource time, long lastSequence, long lastMicros) {
        LineClock clock = new LineClock(time, lastMicros);
        Ticker ticker = new Ticker(inputs, clock);
        CoreHandler coreHandler = new CoreHandler(rules, outputs, ticker, lastSequence);
        JournalHandler journalHandler = new JournalHandler(journal, clock, lastSequence, passed());

        BatchEventProcessor<Slot> journaling = station(journalBatch, journalHandler);
        BatchEventProcessor<Slot> core = station(BATCH, coreHandler, journaling.getSequence());
        inputs.ring().addGatingSequences(core.getSequence());

        running = new Running(journaling, core, coreHandler, clock, ticker);
        threads.add(new Thread(core, "line-core"));
        threads.add(new Thread(journaling, "line-journal"));
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
        return running == null ? 0 : running.applied.applied();
    }

    /** How far the line's time is ahead of the wall clock, because that was set back. */
    public long aheadMicros() {
        return running == null ? 0 : running.clock.aheadMicros();
    }

    /** Inputs that are not applied yet. */
    public long inputBacklog() {
        return running == null
                ? 0
                : inputs.ring().getCursor() - running.core.getSequence().get();
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
            running.journal.halt();
            running.core.halt();
            passed().run();
        }
    }

    private BatchEventProcessor<Slot> station(int batch, EventHandler<Slot> handler, Sequence... after) {
        BatchEventProcessor<Slot> processor = new BatchEventProcessorBuilder()
                .setMaxBatchSize(batch)
                .build(inputs.ring(), inputs.ring().newBarrier(after), handler);
        processor.setExceptionHandler(new Fatal<>());
        return processor;
    }

    private Runnable passed() {
        return inputWait instanceof SleepingWait sleeping ? sleeping::signalPassed : () -> {};
    }

    private WaitStrategy waitStrategy() {
        return switch (waiting) {
            case BLOCKING -> new SleepingWait();
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
