package io.gavel.gateway.notify;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.metric.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the letters: writes down what happened and sends what is due. While the disk refuses, an event is
 * tried until it is written; if too many wait then, those that come are left in the journal and told again after a restart.
 */
final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int QUEUE = 1 << 16;
    private static final long LOOK_MILLIS = 1_000;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final long DISK_PAUSE_NANOS = 200_000_000;
    private static final long SETTLE_MILLIS = 500;
    private static final long SAY_MILLIS = 1_000;
    /** What comes too early for so long comes in vain. */
    private static final long OLDEST_MILLIS = 30 * 86_400_000L;

    /** Something to do with the letters, on this thread. */
    interface Task {
        void run(LetterBox letters) throws IOException;
    }

    private final LetterBox letters;
    private final Receivers receivers;
    private final NotifySettings settings;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final Metrics metrics;
    private final EventText texts = new EventText();
    private final Schedule schedule = new Schedule();
    private final Sending sending;
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "gavel-notify");
    private int died;
    private long saidMillis;
    private volatile boolean paused;
    private volatile boolean stopping;
    private volatile boolean isDiskRefusing;
    /** An event has no letter: from now on nothing is written before a restart. */
    private volatile boolean isIncomplete;

    Postman(
            LetterBox letters,
            Receivers receivers,
            Client client,
            NotifySettings settings,
            InstantSource clock,
            RandomGenerator chance,
            Metrics metrics) {
        this.letters = letters;
        this.receivers = receivers;
        this.settings = settings;
        this.clock = clock;
        this.chance = chance;
        this.metrics = metrics;
        this.sending = new Sending(
                client,
                clock,
                settings.timeoutMillis(),
                receivers::market,
                (letter, verdict) -> tasks.add(box -> ended(letter, verdict)));
        letters.waiting().forEach(schedule::add);
        metrics.gauge("webhooks.waiting", "Letters that wait to be delivered", letters::waitingCount);
        metrics.gauge("webhooks.dead", "Dead letters kept", letters::deadCount);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Something happened; waits while too much waits already. The events' thread. */
    void put(Event event) {
        while (tasks.size() >= QUEUE && !stopping) {
            if (isDiskRefusing) {
                isIncomplete = true;
            }
            if (isIncomplete) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (!isIncomplete) {
            tasks.add(box -> happened(event));
        }
    }

    /** Every event up to that input was put; told again later if this is refused. */
    void seen(long sequence) {
        offer(box -> {
            if (!isIncomplete) {
                box.seen(sequence);
            }
        });
    }

    /** Queues a task; false if the queue is full. */
    boolean offer(Task task) {
        return tasks.size() < QUEUE && tasks.add(task);
    }

    /** Sends nothing more; still writes down what happens. */
    void pause() {
        paused = true;
    }

    /** Writes down what is queued and ends; what is under way will be sent again. */
    void stop(Duration patience) {
        stopping = true;
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a dead letter again. On this thread. */
    void sendAgain(Letter letter) throws IOException {
        letters.sendAgain(letter, clock.millis());
        schedule.add(letter);
    }

    private void run() {
        List<Task> batch = new ArrayList<>();
        while (!stopping || !tasks.isEmpty()) {
            try {
                Task first = tasks.poll(schedule.pauseMillis(clock.millis(), LOOK_MILLIS), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    tasks.drainTo(batch);
                    batch.forEach(this::run);
                    batch.clear();
                }
                sendWhatIsDue();
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
    }

    private void run(Task task) {
        try {
            task.run(letters);
        } catch (IOException | RuntimeException e) {
            metrics.count("webhooks.failed");
            LOG.error("webhooks problem=\"the log of letters\"", e);
        }
    }

    /** One event: a letter for everybody who wants it. */
    private void happened(Event event) {
        while (!isIncomplete) {
            try {
                write(event);
                isDiskRefusing = false;
                return;
            } catch (IOException e) {
                if (!isDiskRefusing) {
                    metrics.count("webhooks.failed");
                    LOG.error("webhooks problem=\"letters cannot be written\" cause=\"{}\"", e.toString());
                }
                isDiskRefusing = true;
                isIncomplete = stopping;
                LockSupport.parkNanos(DISK_PAUSE_NANOS);
            }
        }
    }

    private void write(Event event) throws IOException {
        byte[] body = null;
        for (Receiver receiver : receivers.now()) {
            String type = receiver.destination().letter(event);
            if (type == null) {
                continue;
            }
            body = body == null ? texts.of(event, receivers.market()) : body;
            // what is looked up in the views is there a moment later than its event
            long settle = receiver.destination() instanceof Hook ? 0 : SETTLE_MILLIS;
            Letter letter = letters.write(receiver, event, type, body, clock.millis() + settle);
            if (letter != null && schedule.waiting(receiver.id()) >= settings.queue()) {
                die(letter, "too many letters wait");
            } else if (letter != null) {
                schedule.add(letter);
            }
        }
    }

    private void sendWhatIsDue() {
        List<Letter> due = paused ? List.of() : schedule.next(clock.millis(), this::most);
        while (!due.isEmpty()) {
            Receiver receiver = receivers.find(due.get(0).webhookId);
            if (receiver == null) {
                for (Letter orphan : due) {
                    schedule.end(orphan);
                    run(box -> die(orphan, "the webhook is switched off or gone"));
                }
            } else {
                send(due, receiver.destination());
            }
            due = schedule.next(clock.millis(), this::most);
        }
    }

    private int most(Letter letter) {
        Receiver receiver = receivers.find(letter.webhookId);
        return receiver == null ? 1 : receiver.destination().most();
    }

    private void send(List<Letter> due, Destination destination) {
        due.forEach(letter -> letter.underWay = true);
        try {
            destination.send(due, sending);
        } catch (RuntimeException e) {
            LOG.error("webhooks problem=\"letters could not be sent\"", e);
            due.forEach(letter -> sending.ended(
                    letter, Verdict.again("could not be sent: " + e.getClass().getSimpleName())));
        }
    }

    /** How an attempt ended; the first word counts. */
    private void ended(Letter letter, Verdict verdict) throws IOException {
        if (!letter.underWay) {
            return;
        }
        letter.underWay = false;
        switch (verdict.kind()) {
            case DONE -> {
                letter.attempts++;
                metrics.count("webhooks.delivered");
                schedule.end(letter);
                letters.done(letter);
            }
            case AGAIN -> {
                letter.attempts++;
                long pause = Math.max(
                        Backoff.millis(letter.attempts, chance), Math.min(verdict.pauseMillis(), Backoff.MOST_MILLIS));
                again(letter, verdict.problem(), pause, letter.attempts >= settings.attempts());
            }
            case LATER -> {
                long pause = (long) (verdict.pauseMillis() * (1 + 0.1 * chance.nextDouble()));
                boolean inVain = clock.millis() - letter.createdMicros / 1_000 > OLDEST_MILLIS;
                again(letter, verdict.problem(), pause, inVain);
            }
            case DEAD -> {
                letter.attempts++;
                again(letter, verdict.problem(), 0, true);
            }
        }
    }

    private void again(Letter letter, String problem, long pauseMillis, boolean inVain) throws IOException {
        letter.problem = problem;
        if (inVain) {
            schedule.end(letter);
            die(letter, problem);
        } else {
            metrics.count("webhooks.retried");
            letter.dueMillis = clock.millis() + pauseMillis;
            schedule.again(letter);
            letters.tried(letter);
        }
    }

    private void die(Letter letter, String problem) throws IOException {
        letter.problem = problem;
        letter.diedMillis = clock.millis();
        metrics.count("webhooks.dead");
        died++;
        if (letter.diedMillis - saidMillis >= SAY_MILLIS) {
            LOG.warn("webhook={} type={} dead=\"{}\" dead_letters={}", letter.webhook, letter.type, problem, died);
            saidMillis = letter.diedMillis;
            died = 0;
        }
        letters.died(letter);
    }
}
