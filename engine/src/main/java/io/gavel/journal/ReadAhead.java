package io.gavel.journal;

import java.util.concurrent.Semaphore;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal on a thread of its own, ahead of who applies its messages: that one waits for no disk and sums up no bytes. Says
 * what the {@link JournalReader} says that it took over, in the same order, failures too. Ahead are at most eight stretches of
 * 256 KiB, or of one longer message. One thread asks; nothing is allocated for a message.
 */
public final class ReadAhead implements AutoCloseable {
    private static final int STRETCHES = 8;
    /** So many are given back together: to wake the other thread for each would be felt. */
    private static final int GIVEN_BACK = STRETCHES / 2;

    private final JournalReader reader;
    private final Stretch[] stretches = new Stretch[STRETCHES];
    private final Semaphore free = new Semaphore(STRETCHES);
    private final Semaphore whole = new Semaphore(0);
    private final Semaphore over = new Semaphore(0);
    private volatile boolean stopped;
    /** Whether the reader stands at a message for which the stretch before had no room. The other thread's. */
    private boolean isLeft;
    /** Why the last stretch is the last; seen with it. */
    private @Nullable Throwable failure;

    private Stretch present = new Stretch();
    private long taken;
    private int used;
    private int at;
    private int size;
    /** Up to here the present stretch was glanced at. */
    private int near;

    private long nextSequence;

    /** Takes over a reader that was opened just now, and closes it at the end. */
    public ReadAhead(JournalReader reader) {
        this.reader = reader;
        this.nextSequence = reader.nextSequence();
        for (int i = 0; i < STRETCHES; i++) {
            stretches[i] = new Stretch();
        }
        Thread thread = new Thread(this::read, "journal-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Goes to the next message that is not {@linkplain Skipped skipped}; false at the end.
     *
     * @throws JournalException if the journal cannot be read, or not be trusted, behind the message before
     */
    public boolean next() {
        at += size;
        size = 0;
        while (at == present.length()) {
            if (present.isLast()) {
                return end();
            }
            change();
        }
        if (at >= near) {
            near = present.glance(at);
        }
        size = Frame.size(present.messageLength(at));
        nextSequence = present.sequence(at) + 1;
        return true;
    }

    public long sequence() {
        return present.sequence(at);
    }

    public long timeMicros() {
        return present.timeMicros(at);
    }

    /** Holds the present message, until {@link #next}. */
    public DirectBuffer buffer() {
        return present.frames();
    }

    /** Where it starts in {@link #buffer}. */
    public int offset() {
        return at + Frame.MESSAGE;
    }

    public int length() {
        return present.messageLength(at);
    }

    /** The segment of the present message. */
    public long segment() {
        return present.segment();
    }

    /** Where its frame starts there. */
    public long position() {
        return present.position() + at;
    }

    /** The sequence behind the last message that was gone to; at the end, behind the last that is there. */
    public long nextSequence() {
        return nextSequence;
    }

    /** At the end: what follows there and is no whole message; null if nothing does. */
    public @Nullable Damage damage() {
        return present.isLast() && at == present.length() ? reader.damage() : null;
    }

    /** Ends the thread wherever it is, and then the reader. */
    @Override
    public void close() {
        stopped = true;
        free.release();
        over.acquireUninterruptibly();
        over.release();
        reader.close();
    }

    private void change() {
        if (taken > 0 && ++used == GIVEN_BACK) {
            free.release(used);
            used = 0;
        }
        whole.acquireUninterruptibly();
        present = stretches[(int) (taken++ % STRETCHES)];
        at = 0;
        near = 0;
    }

    private boolean end() {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        nextSequence = reader.nextSequence();
        return false;
    }

    private void read() {
        boolean isMore = true;
        for (long filled = 0; isMore; filled++) {
            free.acquireUninterruptibly();
            if (stopped) {
                break;
            }
            Stretch stretch = stretches[(int) (filled % STRETCHES)];
            isMore = fill(stretch);
            if (!isMore) {
                stretch.end();
            }
            whole.release();
        }
        over.release();
    }

    /** False: that is all. */
    private boolean fill(Stretch stretch) {
        stretch.clear();
        try {
            while (isLeft || reader.next()) {
                isLeft = !stretch.add(reader);
                if (isLeft) {
                    return true;
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        return false;
    }
}
