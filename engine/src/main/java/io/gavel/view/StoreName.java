package io.gavel.view;

/** The stores that have a limit. */
public enum StoreName {
    PINGS,
    LEADS,
    TRANSFERS,
    STANDINGS,
    VERSIONS,
    CALLS,
    USAGE,
    RETURNS,
    REVIEWS,
    /** The P and L gives up nothing: here counts what was added up to longer stretches of time. */
    PNL
}
