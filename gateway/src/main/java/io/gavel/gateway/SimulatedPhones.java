package io.gavel.gateway;

import io.gavel.gateway.console.TestCalls;
import io.gavel.gateway.demo.phone.SipFarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Telephones that this program plays itself, for a market's first days: an agent at {@code sip:answers@simulated-agent.test}, and a
 * caller on this machine who rings one of our own numbers. The name belongs to nobody (RFC 2606 §2) and leads here only from the
 * exchange's own calls. Nothing is opened before somebody wants it. Any thread.
 */
final class SimulatedPhones implements TestCalls, AutoCloseable {
    /** A number that is nobody's, in California. */
    private static final String CALLER = "+13105550123";

    private static final char KEY = '1';
    private static final int TALK_MILLIS = 5_000;

    private final IntSupplier sipPort;
    private @Nullable SipFarm phones;

    /** {@code sipPort}: where the gateway takes calls, 0: nowhere. */
    SimulatedPhones(IntSupplier sipPort) {
        this.sipPort = sipPort;
    }

    /** Where the agent is, like {@code sip:127.0.0.1:5091}. */
    String agent() {
        return "sip:127.0.0.1:" + phones().port();
    }

    @Override
    public CompletableFuture<Integer> place(String number) {
        int port = sipPort.getAsInt();
        return port == 0
                ? CompletableFuture.completedFuture(OFF)
                : phones().once(port, number, CALLER, KEY, TALK_MILLIS);
    }

    private synchronized SipFarm phones() {
        try {
            if (phones == null) {
                phones = SipFarm.open(0);
            }
            return phones;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (phones != null) {
            phones.close();
        }
    }
}
