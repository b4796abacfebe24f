package io.gavel.view;

import org.jspecify.annotations.Nullable;

/** The answered pings, by id and newest first. The oldest make room for new ones. Any thread. */
public interface PingStore {
    /** The ping, or null if it was never answered or is no longer kept. */
    @Nullable
    PingRecord find(long pingId);

    /** The pings that a query asks for. A part may hold fewer than asked though more follow: only {@link Page#next} tells. */
    Page<PingRecord> list(PingQuery query);

    /** How many are kept. */
    long size();

    /** The oldest ping that is kept, by its answer; 0 if none. */
    long oldest();
}
