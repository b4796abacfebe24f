package io.gavel.view;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The calls, by id and newest first. The oldest make room for new ones. Any thread. */
public interface CallStore {
    /** The call as it stands now, or null if there is none of this id, or none that is still kept. */
    @Nullable
    CallRecord find(long callId);

    /** The calls that a query asks for; see {@link PingStore#list}. */
    Page<CallRecord> list(CallQuery query);

    /**
     * Completes with the first call that is wanted after something more was said about it; not on the view thread. Whoever asks
     * gives it up, by a time-out or by cancelling.
     *
     * @param wanted asked on the view thread: quick, and without side effects
     */
    CompletableFuture<CallRecord> next(Predicate<CallRecord> wanted);

    /** How many are kept. */
    long size();
}
