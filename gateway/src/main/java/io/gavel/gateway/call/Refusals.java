package io.gavel.gateway.call;

import io.gavel.message.Reason;

/** What a carrier hears when nobody takes its call. Pure. */
final class Refusals {
    /** After which a carrier may try again what is refused with 503. */
    static final int RETRY_SECONDS = 5;

    private Refusals() {}

    /** {@code retryAfterSeconds} 0: nothing is said about trying again. */
    record Answer(int status, int retryAfterSeconds) {}

    static Answer of(Reason reason, int noBuyerStatus) {
        return switch (reason) {
            case AWARD_EXPIRED, ALREADY_POSTED, NOT_FOUND -> new Answer(404, 0);
            case NOT_ALLOWED -> new Answer(403, 0);
            case EXCHANGE_STOPPED -> new Answer(503, RETRY_SECONDS);
            default -> new Answer(noBuyerStatus, 0);
        };
    }
}
