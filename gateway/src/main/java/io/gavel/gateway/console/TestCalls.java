package io.gavel.gateway.console;

import java.util.concurrent.CompletableFuture;

/** Calls one of our own numbers from this machine, as a carrier would. */
@FunctionalInterface
public interface TestCalls {
    /** The exchange takes no calls. */
    int OFF = 0;

    /** It was answered; now it is over. */
    int ANSWERED = 200;

    /** Completes when the call is over: with {@link #ANSWERED}, {@link #OFF}, or the SIP status that it was refused with. */
    CompletableFuture<Integer> place(String number);
}
