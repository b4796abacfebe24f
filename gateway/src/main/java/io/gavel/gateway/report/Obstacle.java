package io.gavel.gateway.report;

/**
 * One reason why an order did not take part.
 *
 * @param outcome the word: {@code disabled, filtered, closed, capped, no_credit}
 * @param detail what exactly, in words for people
 */
public record Obstacle(String outcome, String detail, String predicate, String value) {
    Obstacle(String outcome, String detail) {
        this(outcome, detail, "", "");
    }

    static Obstacle filtered(FilterTrace.Failure failure) {
        return new Obstacle(
                "filtered",
                failure.predicate() + " does not hold: " + failure.value(),
                failure.predicate(),
                failure.value());
    }
}
