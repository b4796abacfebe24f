package io.gavel.gateway.call;

import io.gavel.message.LegCause;
import io.gavel.message.Party;
import io.gavel.message.Reason;

/** What the line says about a call, as its loop gets it. */
sealed interface Letter {
    /** Upper 16 bits: the loop; the rest names the call there. */
    long correlationId();

    record Started(long correlationId, long callId) implements Letter {}

    /** {@code destination}: where the buyer wants to be rung, empty: where its order says; {@code billableSeconds} after it is joined. */
    record Ring(long correlationId, int orderId, int attempt, int billableSeconds, String destination)
            implements Letter {}

    record Cancel(long correlationId, int attempt, LegCause cause) implements Letter {}

    record Connect(long correlationId, int attempt) implements Letter {}

    record End(long correlationId, long callId, Reason reason, Party party, LegCause cause) implements Letter {}
}
