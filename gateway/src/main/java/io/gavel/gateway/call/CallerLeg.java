package io.gavel.gateway.call;

import io.gavel.gateway.media.Negotiated;
import io.gavel.message.LegCause;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The caller's side of a call, whatever signalling it speaks. On the call's loop. */
interface CallerLeg {
    /** It rings at a buyer. Nothing once answered. */
    void ringing();

    /** Accepts the call; {@code sdp} answers the caller's offer, or is ours if there was none. Once; later ones do nothing. */
    void answer(String sdp);

    boolean isAnswered();

    /** Whether nobody else reads what is said with it: over TLS. */
    default boolean isSecure() {
        return false;
    }

    /** Refuses a call that was not answered; {@code retryAfterSeconds} 0: nothing is said about trying again. */
    void refuse(int status, int retryAfterSeconds);

    /** Ends a call that was answered. */
    void hangUp(LegCause cause);

    /** Offers something new inside the call; {@code then} hears the answer, or why there is none. */
    void reinvite(String sdp, Consumer<Negotiated> then);

    /** What the caller does. On the call's loop. */
    interface Listener {
        /** It is gone: gave up, hung up, or does not speak any more. Once. */
        void callerGone(LegCause cause);

        /** The caller has our 200 (its ACK is here): from now on the caller hears. */
        void callerStands();

        /** The answer to our offer, if the call came without one. */
        void callerAnswered(String sdp);

        /**
         * A new offer; null asks for ours.
         *
         * @param then to be told our answer, or why there is none
         */
        void callerOffers(@Nullable String sdp, Consumer<Negotiated> then);

        void callerPresses(char digit, int millis);
    }
}
