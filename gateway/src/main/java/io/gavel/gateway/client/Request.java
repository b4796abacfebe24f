package io.gavel.gateway.client;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way. Lives on one event loop; ends with exactly one call of {@link #answered} or {@link #failed}. Not
 * reused.
 */
public abstract class Request {
    final long deadlineNanos;

    @Nullable
    Request previous;

    @Nullable
    Request next;

    int bucket = DeadlineWheel.NONE;

    @Nullable
    Connection connection;

    @Nullable
    Pool pool;

    boolean sent;
    boolean repeated;
    boolean over;
    String retryAfter = "";

    /** {@code deadlineNanos}: on the clock of {@link System#nanoTime}. */
    protected Request(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    /** Writes the whole request; called when there is a connection to send it on. */
    protected abstract void encode(ByteBuf into);

    /**
     * The answer.
     *
     * @param body the answer's body from 0; valid during the call only
     * @param length of the body
     */
    protected abstract void answered(int status, byte[] body, int length);

    /** In {@link #answered}: after how many seconds the other side wants to be asked again ({@code Retry-After}); 0: it does not say. */
    protected final int retryAfterSeconds(Instant now) {
        return retryAfter.isEmpty() ? 0 : RetryAfter.seconds(retryAfter, now);
    }

    /** There is no answer and there will be none. */
    protected abstract void failed(Failure failure);

    /** Whether it may be sent again when a connection that was idle breaks before the first byte of an answer. */
    protected boolean isRepeatable() {
        return false;
    }

    /**
     * Whether it goes before those that are not, and waits for a connection beyond their limit: for what is worth nothing to
     * anybody else, so that being turned away here must not look like the other side's refusal.
     */
    protected boolean isPatient() {
        return false;
    }
}
