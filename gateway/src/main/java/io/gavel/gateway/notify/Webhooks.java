package io.gavel.gateway.notify;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.config.SecretFiles;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.SigningSecrets;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.story.Stories;
import io.gavel.message.View;
import io.gavel.view.Views;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of webhooks: a view, so that no event is lost in a crash. Opened before the engine; {@link #start} gives it the
 * market and a client when these are there. Until then (while the engine recovers) events are kept in memory.
 */
public final class Webhooks implements View, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int RECOVERED = 100_000;
    private static final long REWRITE_BYTES = 16 << 20;
    private static final long MARK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LetterBox letters;
    private final Event.Kind kind = new Event.Kind();
    private final ArrayDeque<Event> recovered = new ArrayDeque<>();
    private volatile @Nullable Postman postman;
    private volatile @Nullable Receivers receivers;
    private long heard;
    private long dropped;
    private long markedNanos = System.nanoTime();

    private Webhooks(LetterBox letters) {
        this.letters = letters;
        this.heard = letters.seen();
    }

    /** Opens the letters of a folder, or makes it. */
    public static Webhooks open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new Webhooks(new LetterBox(folder.resolve("letters"), REWRITE_BYTES));
    }

    /**
     * After recovery, before the engine starts: from now on letters are sent, on the client's loop.
     *
     * @param platforms what advertising platforms want to be shown
     * @param stories where leads and calls came from
     */
    public void start(
            Directory directory,
            SigningSecrets secrets,
            Client client,
            NotifySettings settings,
            SecretFiles platforms,
            Views views,
            Stories stories,
            InstantSource clock,
            Metrics metrics) {
        start(directory, secrets, client, settings, platforms, Sale.book(views, stories, directory), clock, metrics);
    }

    void start(
            Directory directory,
            SigningSecrets secrets,
            Client client,
            NotifySettings settings,
            SecretFiles platforms,
            Sale.Book book,
            InstantSource clock,
            Metrics metrics) {
        // one for each thread: they remember what they read
        Destinations destinations = new Destinations(directory, secrets, platforms, book);
        Receivers forThePostman = new Receivers(directory, destinations);
        Postman made =
                new Postman(letters, forThePostman, client, settings, clock, RandomGenerator.getDefault(), metrics);
        made.start();
        recovered.forEach(made::put);
        recovered.clear();
        receivers = new Receivers(directory, destinations);
        postman = made;
    }

    /** The operator's paths. After {@link #start}. */
    public DeadLetters deadLetters() {
        return new DeadLetters(postman());
    }

    Postman postman() {
        Postman running = postman;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    /** Before the clients close: sends nothing more, still writes down what happens. */
    public void pause() {
        Postman running = postman;
        if (running != null) {
            running.pause();
        }
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public long lastSequence() {
        return letters.seen();
    }

    /** Nothing to forget: what was sent was sent, and what the journal tells from here on is compared with that. */
    @Override
    public void rebuild(long fromSequence) {
        if (fromSequence > letters.seen() + 1) {
            LOG.warn("webhooks problem=\"the journal no longer has what happened\" until={}", fromSequence - 1);
        }
    }

    /** In a data directory that had no letters, what was before is not told. */
    @Override
    public void caughtUp(long sequence) {
        if (letters.isNew()) {
            recovered.clear();
        }
        if (dropped > 0) {
            LOG.warn("webhooks dropped={} cause=\"too many events while recovering\"", dropped);
        }
        try {
            letters.caughtUp(sequence);
        } catch (IOException e) {
            throw new UncheckedIOException("webhooks: " + e.getMessage(), e);
        }
        heard = sequence;
    }

    @Override
    public void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        if (sequence > letters.seen()) {
            String type = kind.of(buffer, offset);
            if (type != null && isWanted(type)) {
                byte[] copy = new byte[length];
                buffer.getBytes(offset, copy);
                keep(new Event(sequence, index, timeMicros, type, copy));
            }
        }
        // outputs of this input may follow: only those before are complete
        heard = Math.max(heard, sequence - 1);
        if (endOfBatch && System.nanoTime() - markedNanos > MARK_NANOS) {
            mark();
        }
    }

    @Override
    public void close() throws IOException {
        mark();
        Postman running = postman;
        if (running != null) {
            running.stop(Duration.ofSeconds(10));
        }
        letters.close();
    }

    private boolean isWanted(String type) {
        Receivers present = receivers;
        return present == null ? !letters.isNew() : present.want(type);
    }

    /** While recovering, events of pings leave half of the room to those of leads. */
    private void keep(Event event) {
        Postman running = postman;
        int room = event.type.equals(Event.PING) ? RECOVERED / 2 : RECOVERED;
        if (running != null) {
            running.put(event);
        } else if (recovered.size() < room) {
            recovered.add(event);
        } else {
            dropped++;
        }
    }

    private void mark() {
        markedNanos = System.nanoTime();
        Postman running = postman;
        if (running != null) {
            running.seen(heard);
        }
    }
}
