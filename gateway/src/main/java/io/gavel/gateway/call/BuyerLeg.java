package io.gavel.gateway.call;

import io.gavel.gateway.media.Negotiated;
import io.gavel.message.LegCause;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A buyer's side of a call, whatever signalling it speaks. On the call's loop. */
interface BuyerLeg {
    /** Stops it: CANCEL while it rings, BYE if it was answered. The listener hears nothing any more. */
    void stop(LegCause cause);

    /** Offers something new inside the call; {@code then} hears the answer, or why there is none. */
    void reinvite(String sdp, Consumer<Negotiated> then);

    /** What the buyer does. On the call's loop; after {@code failed} or {@code ended} nothing. */
    interface Listener {
        void buyerRings();

        /** Answered, with this SDP (the answer to our offer). */
        void buyerAnswered(int status, String sdp);

        /** Not answered; {@code status} 0 if there was no final response. */
        void buyerFailed(int status, LegCause cause);

        /** The answer to our offer, if a re-INVITE of the buyer's came without one. */
        void buyerAccepts(String sdp);

        /** Gone after the answer. */
        void buyerEnded(LegCause cause);

        /**
         * A new offer; null asks for ours.
         *
         * @param then to be told our answer, or why there is none
         */
        void buyerOffers(@Nullable String sdp, Consumer<Negotiated> then);

        void buyerPresses(char digit, int millis);
    }

    /** Rings buyers. */
    interface Dialler {
        /** Null if there is no way to this destination; the listener hears nothing then. */
        @Nullable
        BuyerLeg ring(Destination destination, String offerSdp, Listener listener);
    }
}
