package io.gavel.gateway.demo.phone;

import io.gavel.gateway.http.Loops;
import io.gavel.gateway.sip.SipSettings;
import io.gavel.gateway.sip.SipStack;
import io.gavel.gateway.sip.transport.Listener;
import io.gavel.gateway.sip.transport.StreamSettings;
import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Telephones on loopback, behind one SIP port: agents from the beginning, callers once they are told whom to call. Opened and
 * closed on a thread that is not an event loop; figures on any.
 */
public final class SipFarm implements AutoCloseable {
    private static final int SECONDS_TO_CLOSE = 10;
    private static final int EVENT_LOOPS = 1;

    private final Vertx vertx;
    private final Agents agents;
    private final SipStack stack;
    private final CallerBook book = new CallerBook();
    private volatile @Nullable Callers callers;

    private SipFarm(Vertx vertx, Agents agents, SipStack stack) {
        this.vertx = vertx;
        this.agents = agents;
        this.stack = stack;
    }

    /** Opens the agents' telephones; a port that is taken becomes a free one, 0 is a free one. */
    public static SipFarm open(int port) throws IOException {
        Vertx vertx = vertx();
        try {
            Context context = Loops.start(vertx, EVENT_LOOPS).get(0).context();
            Agents agents = new Agents(vertx);
            return new SipFarm(vertx, agents, stack(vertx, context, agents, port));
        } catch (RuntimeException e) {
            vertx.close();
            throw new IOException("the telephones cannot be opened", e);
        }
    }

    /** Where agents are: {@code sip:busy@127.0.0.1:port}. */
    public int port() {
        return stack.port(Transport.UDP);
    }

    /**
     * Lets callers call.
     *
     * @param gatewayPort where the gateway takes calls, on loopback
     * @param dials what they call; not empty
     */
    public void call(int gatewayPort, List<Dial> dials, CallersPlan plan, CallPings pings, Visits visits) {
        Callers started = new Callers(
                vertx, stack.loop(0), "127.0.0.1:" + gatewayPort, List.copyOf(dials), plan, pings, visits, book);
        callers = started;
        stack.run(0, started::start);
    }

    /**
     * One call, beside all others, by somebody who stays so long.
     *
     * @param from E.164
     * @param key what is pressed if it is asked for
     * @return completes when it is over: 200 if it was answered, else with its final status; 408 if there was none
     */
    public CompletableFuture<Integer> once(int gatewayPort, String number, String from, char key, int talkMillis) {
        CompletableFuture<Integer> over = new CompletableFuture<>();
        Caller.Will will = new Caller.Will(from, key, Integer.MAX_VALUE, talkMillis);
        stack.run(
                0,
                () -> Phone.open(vertx, Tone.OF_CALLERS, Tone.OF_AGENTS, new SplittableRandom())
                        .onSuccess(phone -> new Caller(
                                        vertx, new CallerBook(), will, phone, caller -> over.complete(caller.status()))
                                .call(stack.loop(0), "sip:" + number + "@127.0.0.1:" + gatewayPort))
                        .onFailure(over::completeExceptionally));
        return over;
    }

    /** Nobody calls any more; calls that are under way go on until they end. */
    public void stopCalling() {
        Callers now = callers;
        if (now != null) {
            stack.run(0, now::stop);
        }
    }

    /** Every caller hangs up. */
    public void hangUp() {
        Callers now = callers;
        if (now != null) {
            stack.run(0, now::hangUp);
        }
    }

    /** Whether no caller and no agent has a call. */
    public boolean isSettled() {
        return book.underWay() == 0 && agents.calls().stream().allMatch(AgentCall::over);
    }

    /** What callers saw. */
    public CallerFigures callers() {
        return book.figures();
    }

    /** What agents saw, oldest first; the oldest of very many are forgotten. */
    public List<AgentCall> agents() {
        return agents.calls();
    }

    @Override
    public void close() {
        stack.close();
        try {
            vertx.close().await(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the telephones do not close", e);
        }
    }

    private static SipStack stack(Vertx vertx, Context context, Agents agents, int port) {
        try {
            return SipStack.start(vertx, List.of(context), settings(port), agents);
        } catch (RuntimeException e) {
            if (port == 0) {
                throw e;
            }
            return SipStack.start(vertx, List.of(context), settings(0), agents);
        }
    }

    private static SipSettings settings(int port) {
        return SipSettings.standard("127.0.0.1", "127.0.0.1", port)
                .withListeners(List.of(new Listener(Transport.UDP, "127.0.0.1", port)), StreamSettings.PLAIN)
                .warmedBy(0);
    }

    private static Vertx vertx() {
        return Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setPreferNativeTransport(true)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setClassPathResolvingEnabled(false)
                                .setFileCachingEnabled(false)))
                .build();
    }
}
