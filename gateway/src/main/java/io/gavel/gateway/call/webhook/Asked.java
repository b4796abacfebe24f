package io.gavel.gateway.call.webhook;

/**
 * A carrier asks what to do with a call that comes in.
 *
 * @param callId the carrier's own
 * @param to as the carrier writes it
 * @param from as the carrier writes it, may be anything
 * @param isArriving false: it tells something else, and nothing is to be done
 */
record Asked(String callId, String to, String from, boolean isArriving) {}
