package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Transactions outlive their call by 32 s (timers J, L and M). What they hold on to then is paid for each call of the last half
 * minute: at 500 calls a second that was a heap full of calls that were over.
 */
@Timeout(60)
class RetentionTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<WeakReference<Object>> callees = new CopyOnWriteArrayList<>();
    private final List<WeakReference<Object>> callers = new CopyOnWriteArrayList<>();
    private final List<WeakReference<Object>> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> bothEnded = new CompletableFuture<>();

    private final SipStack callee = Answering.startUdp(vertx, new SipHandler() {
        @Override
        public int admit(SipMessage request, io.gavel.gateway.sip.transaction.Path from) {
            return WELCOME;
        }

        @Override
        public void onInvite(IncomingInvite invite) {
            DialogListener call = new DialogListener() {
                @Override
                public void onEnded(DialogEnd end, @Nullable SipMessage message) {
                    bothEnded.complete(null);
                }
            };
            callees.add(new WeakReference<>(call));
            messages.add(new WeakReference<>(invite.message()));
            invite.listen(call);
            invite.accept(Answering.SDP);
        }
    });

    private final SipStack caller = Answering.startUdp(vertx, new Answering());

    @AfterEach
    void close() {
        caller.close();
        callee.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aCallThatIsOverIsNotKeptByItsTransactions() throws Exception {
        caller.run(0, this::call);
        bothEnded.get(20, TimeUnit.SECONDS);
        assertTrue(areForgotten(callees), "the callee's end of the call");
        assertTrue(areForgotten(callers), "the caller's end of the call");
        assertTrue(areForgotten(messages), "the INVITE that was answered");
        assertTrue(callee.loop(0).transactions() > 0, "their transactions have ended already: this showed nothing");
    }

    private void call() {
        String uri = "sip:x@127.0.0.1:" + callee.port(Transport.UDP);
        SipMessage invite = SipMessage.request(Method.INVITE, uri)
                .add(HeaderName.FROM, "<sip:us@gavel.example>")
                .add(HeaderName.TO, "<" + uri + ">")
                .body("application/sdp", Answering.SDP);
        InviteListener call = new InviteListener() {
            @Override
            public void onAnswered(SipMessage response, Dialog dialog) {
                dialog.bye();
            }

            @Override
            public void onFailed(InviteFailure failure) {
                bothEnded.completeExceptionally(new AssertionError(failure));
            }

            @Override
            public void onEnded(DialogEnd end, @Nullable SipMessage message) {}
        };
        callers.add(new WeakReference<>(call));
        caller.loop(0).invite(invite, InviteOptions.PLAIN, call);
    }

    private static boolean areForgotten(List<WeakReference<Object>> calls) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (calls.stream().anyMatch(call -> !call.refersTo(null))) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            System.gc();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return !calls.isEmpty();
    }
}
