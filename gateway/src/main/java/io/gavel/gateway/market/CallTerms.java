package io.gavel.gateway.market;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign that sells calls says about them.
 *
 * @param flow the name of what a caller hears before the auction, null: nothing
 * @param waiting the prompt that a caller who was answered hears again and again while nobody has the call, null: ringback
 * @param ringAtOnce how many buyers ring at once, 1: one after the other
 * @param records both legs are recorded
 * @param transcribes the recording is to become text
 * @param announce the prompt that says so, null: none
 * @param announceIn the states whose callers hear it, as coded; empty: all callers
 * @param direct the buyer's audio goes to the caller's carrier, not through the gateway
 * @param noBuyerStatus SIP status of a call that nobody takes, 400 to 699
 * @param longestSeconds that a call may last
 */
public record CallTerms(
        @Nullable String flow,
        @Nullable String waiting,
        int ringAtOnce,
        boolean records,
        boolean transcribes,
        @Nullable String announce,
        Set<Long> announceIn,
        boolean direct,
        int noBuyerStatus,
        int longestSeconds) {

    /**
     * The prompt that tells a caller that the call is recorded; null: none has to.
     *
     * @param state that the caller's number is of, as coded; 0: not known, so that it may be any
     */
    public @Nullable String announcement(long state) {
        boolean wanted = records && (announceIn.isEmpty() || state == 0 || announceIn.contains(state));
        return wanted ? announce : null;
    }
}
