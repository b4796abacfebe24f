package io.gavel.gateway.demo.phone;

import java.util.Map;

/**
 * What callers saw.
 *
 * @param placed INVITEs sent
 * @param answered by a buyer, or by the flow
 * @param cancelled while it rang
 * @param refused with a final answer of the exchange
 * @param lost not answered at all, or with a broken description
 * @param refusals how often each status came
 * @param underWay that have not ended
 * @param heldBack not placed because too many were under way
 * @param pinged announced by a ping
 * @param announced of those, that came because the ping won
 * @param heard calls in which the caller heard an agent's tone
 * @param visits of sites that were opened
 * @param shown of those, that were shown a number
 * @param shared of those, that were shown the overflow number
 * @param called visitors who called what they were shown
 */
public record CallerFigures(
        long placed,
        long answered,
        long cancelled,
        long refused,
        long lost,
        Map<Integer, Long> refusals,
        int underWay,
        long heldBack,
        long pinged,
        long announced,
        long heard,
        long visits,
        long shown,
        long shared,
        long called) {

    public CallerFigures {
        refusals = Map.copyOf(refusals);
    }
}
