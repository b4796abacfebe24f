package io.gavel.gateway.call.webhook;

import io.gavel.gateway.http.Loop;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.message.Reason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sells a call before it comes: the award waits for it, as it does for a seller's ping. */
public interface Reservations {
    /**
     * Asks the line what a call to a number is worth; on the loop of the request, and {@code then} is told there. The line knows a
     * carrier's call for a day, whatever was restarted: asked again, it answers what became of the first.
     *
     * @param call the carrier's, by a key that no other has
     * @param caller as the carrier writes it, may be anything
     * @param sellerId who is paid, 0: nobody
     */
    void ask(Loop loop, long call, NumberInfo number, int sellerId, String caller, Consumer<@Nullable Answer> then);

    /**
     * What the line said; null instead: it was not asked, or said nothing in time.
     *
     * @param pingId whose address redeems the award
     * @param reason why nobody takes the call; {@code NONE}: somebody does
     */
    record Answer(long pingId, Reason reason) {}
}
