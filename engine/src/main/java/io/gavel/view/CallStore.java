package io.gavel.view;

import org.jspecify.annotations.Nullable;

/** The calls, by id and newest first. The oldest make room for new ones. Any thread. */
public interface CallStore {
    /** The call as it stands now, or null if there is none of this id, or none that is still kept. */
    @Nullable
    CallRecord find(long callId);

    /** The calls that a query asks for; see {@link PingStore#list}. */
    Page<CallRecord> list(CallQuery query);

    /** How many are kept. */
    long size();
}
