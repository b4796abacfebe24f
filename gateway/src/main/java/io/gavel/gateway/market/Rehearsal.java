package io.gavel.gateway.market;

import java.util.List;

/**
 * What changes would do to the market, and the inputs that would do it: for whoever tries them on recorded traffic.
 *
 * @param outcome with the refusal, or the differences
 * @param inputs none if it is refused
 */
public record Rehearsal(Outcome outcome, List<byte[]> inputs) {}
