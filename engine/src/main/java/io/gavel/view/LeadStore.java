package io.gavel.view;

import org.jspecify.annotations.Nullable;

/** The leads, by id and newest first. The oldest make room for new ones. Any thread. */
public interface LeadStore {
    /** The lead as it stands now, or null if there is none of this id, or none that is still kept. */
    @Nullable
    LeadRecord find(long leadId);

    /** The lead that redeemed a ping, or 0. */
    long ofPing(long pingId);

    /** The leads that a query asks for; see {@link PingStore#list}. */
    Page<LeadRecord> list(PingQuery query);

    /** How many are kept. */
    long size();
}
