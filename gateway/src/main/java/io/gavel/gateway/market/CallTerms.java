package io.gavel.gateway.market;

import org.jspecify.annotations.Nullable;

/**
 * What a campaign that sells calls says about them.
 *
 * @param flow the name of what a caller hears before the auction, null: nothing
 * @param ringAtOnce how many buyers ring at once, 1: one after the other
 * @param records both legs are recorded
 * @param announce the prompt that says so, null: none
 * @param direct the buyer's audio goes to the caller's carrier, not through the gateway
 * @param noBuyerStatus SIP status of a call that nobody takes, 400 to 699
 * @param longestSeconds that a call may last
 */
public record CallTerms(
        @Nullable String flow,
        int ringAtOnce,
        boolean records,
        @Nullable String announce,
        boolean direct,
        int noBuyerStatus,
        int longestSeconds) {}
