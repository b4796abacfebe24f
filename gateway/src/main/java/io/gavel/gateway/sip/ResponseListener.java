package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;
import org.jspecify.annotations.Nullable;

/** Who sent a request. Told on its loop, once. */
@FunctionalInterface
public interface ResponseListener {
    /**
     * The final answer.
     *
     * @param status 200 to 699; 408 if nobody answered, 503 if nobody could be reached
     * @param response null if there is none
     */
    void onFinal(int status, @Nullable SipMessage response);
}
