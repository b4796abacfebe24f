package io.gavel.gateway.notify;

import io.gavel.gateway.notify.LetterFile.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All letters that are not done, in memory and in their file: waiting ones, and at most {@value #DEAD} dead ones, of which the
 * oldest go. {@code seen} is the input up to which all letters are safely in the file; the events of later inputs are told
 * again after a crash, and {@link #write} knows those that have their letter. The postman's thread only.
 */
final class LetterBox implements Closeable {
    static final int DEAD = 10_000;
    private static final int SAID = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(LetterBox.class);

    private final LetterFile file;
    private final long rewriteBytes;
    private final boolean isNew;
    private final TreeMap<Long, Letter> waiting = new TreeMap<>();
    private final TreeMap<Long, Letter> dead = new TreeMap<>();
    /** Done, but their events may be told again. */
    private final List<Letter> over = new ArrayList<>();

    private final Set<Key> known = new HashSet<>();
    private long dropped;
    private long lastId;
    private long rewriteAt;
    private volatile long seen;

    private record Key(long sequence, int index, int webhookId) {
        static Key of(Letter letter) {
            return new Key(letter.sequence, letter.index, letter.webhookId);
        }
    }

    /** {@code rewriteBytes}: below that the file is never replaced by a shorter one. */
    LetterBox(Path path, long rewriteBytes) throws IOException {
        this.file = new LetterFile(path);
        this.rewriteBytes = rewriteBytes;
        Past past = new Past();
        this.isNew = !file.read(record -> Records.tell(record, past));
        this.rewriteAt = rewriteBytes;
        over.forEach(this::know);
        waiting.values().forEach(this::know);
        dead.values().forEach(this::know);
    }

    /** Whether there was no file. */
    boolean isNew() {
        return isNew;
    }

    /** Up to which input all letters are on the disk. Any thread. */
    long seen() {
        return seen;
    }

    int deadCount() {
        return dead.size();
    }

    int waitingCount() {
        return waiting.size();
    }

    Collection<Letter> waiting() {
        return waiting.values();
    }

    /** Dead letters, newest first, with ids below {@code before}. */
    List<Letter> dead(long before, int most) {
        List<Letter> found = new ArrayList<>();
        for (Letter letter : dead.headMap(before, false).descendingMap().values()) {
            if (found.size() == most) {
                break;
            }
            found.add(letter);
        }
        return found;
    }

    @Nullable
    Letter dead(long id) {
        return dead.get(id);
    }

    /**
     * The journal ends at {@code sequence}. What the file knows of later inputs was lost with them: their numbers will be
     * those of others.
     */
    void caughtUp(long sequence) throws IOException {
        known.removeIf(key -> key.sequence > sequence);
        over.removeIf(letter -> letter.sequence > sequence);
        if (isNew || seen > sequence) {
            file.append(Records.seen(sequence, lastId));
            file.force();
            seen = sequence;
        }
    }

    /** Writes a letter down; null if that was done before. */
    @Nullable
    Letter write(Receiver receiver, Event event, String type, byte[] body, long nowMillis) throws IOException {
        Key key = new Key(event.sequence, event.index, receiver.id());
        if (known.contains(key)) {
            return null;
        }
        Letter letter = new Letter(
                lastId + 1, receiver.id(), receiver.name(), event.sequence, event.index, type, event.timeMicros, body);
        letter.dueMillis = nowMillis;
        file.append(Records.written(letter));
        lastId++;
        waiting.put(letter.id, letter);
        know(letter);
        return letter;
    }

    void done(Letter letter) throws IOException {
        waiting.remove(letter.id);
        end(letter);
        rewriteIfWorthIt();
    }

    void tried(Letter letter) throws IOException {
        file.append(Records.tried(letter));
        rewriteIfWorthIt();
    }

    void died(Letter letter) throws IOException {
        waiting.remove(letter.id);
        letter.dead = true;
        dead.put(letter.id, letter);
        file.append(Records.died(letter));
        if (dead.size() > DEAD) {
            Letter oldest = dead.pollFirstEntry().getValue();
            if (dropped++ % SAID == 0) {
                LOG.warn("webhooks dropped={} problem=\"too many dead letters: the oldest go\"", dropped);
            }
            end(oldest);
        }
        rewriteIfWorthIt();
    }

    void sendAgain(Letter letter, long nowMillis) throws IOException {
        file.append(Records.again(letter));
        revive(letter, nowMillis);
    }

    /** Every letter of inputs up to this one was written. */
    void seen(long sequence) throws IOException {
        if (sequence > seen) {
            file.append(Records.seen(sequence, lastId));
            file.force();
            forget(sequence);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void know(Letter letter) {
        if (letter.sequence > seen) {
            known.add(Key.of(letter));
        }
    }

    private void end(Letter letter) throws IOException {
        if (letter.sequence > seen) {
            over.add(letter);
        }
        file.append(Records.done(letter));
    }

    private void forget(long sequence) {
        seen = sequence;
        known.removeIf(key -> key.sequence <= sequence);
        over.removeIf(letter -> letter.sequence <= sequence);
    }

    private void revive(Letter letter, long nowMillis) {
        dead.remove(letter.id);
        letter.dead = false;
        letter.attempts = 0;
        letter.dueMillis = nowMillis;
        waiting.put(letter.id, letter);
    }

    /** The file holds mostly what is over: replaced, it costs what is left. If it cannot be, it is tried at twice the size. */
    private void rewriteIfWorthIt() {
        if (file.size() < rewriteAt) {
            return;
        }
        List<Content> contents = new ArrayList<>();
        contents.add(Records.seen(seen, lastId));
        dead.values().forEach(letter -> add(contents, letter, Records.died(letter)));
        waiting.values().forEach(letter -> add(contents, letter, Records.tried(letter)));
        over.forEach(letter -> add(contents, letter, Records.done(letter)));
        try {
            file.replace(contents);
        } catch (IOException e) {
            LOG.warn("webhooks problem=\"the log cannot be rewritten\" cause=\"{}\"", e.toString());
        }
        rewriteAt = Math.max(rewriteBytes, 4 * file.size());
    }

    private static void add(List<Content> contents, Letter letter, Content last) {
        contents.add(Records.written(letter));
        contents.add(last);
    }

    /** Makes memory out of the file. */
    private final class Past implements Records.History {
        @Override
        public void written(Letter letter) {
            waiting.put(letter.id, letter);
            lastId = Math.max(lastId, letter.id);
        }

        @Override
        public void done(long id) {
            Letter letter = waiting.remove(id);
            if (letter == null) {
                letter = dead.remove(id);
            }
            if (letter != null) {
                over.add(letter);
            }
        }

        @Override
        public void tried(long id, int attempts, long dueMillis, String problem) {
            Letter letter = waiting.get(id);
            if (letter != null) {
                letter.attempts = attempts;
                letter.dueMillis = dueMillis;
                letter.problem = problem;
            }
        }

        @Override
        public void died(long id, int attempts, long millis, String problem) {
            Letter letter = waiting.remove(id);
            if (letter != null) {
                letter.attempts = attempts;
                letter.diedMillis = millis;
                letter.problem = problem;
                letter.dead = true;
                dead.put(id, letter);
            }
        }

        @Override
        public void again(long id) {
            Letter letter = dead.get(id);
            if (letter != null) {
                revive(letter, 0);
            }
        }

        @Override
        public void seen(long sequence, long last) {
            forget(sequence);
            lastId = Math.max(lastId, last);
        }
    }
}
