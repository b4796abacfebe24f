package io.gavel.gateway;

import io.gavel.gateway.http.Loops;
import io.gavel.gateway.sip.Dialog;
import io.gavel.gateway.sip.DialogEnd;
import io.gavel.gateway.sip.IncomingInvite;
import io.gavel.gateway.sip.InviteFailure;
import io.gavel.gateway.sip.InviteListener;
import io.gavel.gateway.sip.InviteOptions;
import io.gavel.gateway.sip.SipHandler;
import io.gavel.gateway.sip.SipSettings;
import io.gavel.gateway.sip.SipStack;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Listener;
import io.gavel.gateway.sip.transport.StreamSettings;
import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers and a buyer of the {@link WarmUp}, over real sockets behind one port: a few callers call again and again, the buyer answers at
 * once, the caller hangs up. Opened and closed on the warm-up's thread; all else on a loop of its own.
 */
final class WarmUpPhones implements SipHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUpPhones.class);
    private static final int AT_ONCE = 1;
    private static final int LEAST = 8;
    /** More make a start longer than they make the first calls quicker. */
    private static final int MOST = 16;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int SECONDS_TO_CLOSE = 10;
    private static final byte[] SDP = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 9 RTP/AVP 0 101
            a=rtpmap:101 telephone-event/8000
            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private final Vertx vertx;
    private final String number;
    private final SipStack stack;
    private int placed;
    private final AtomicInteger bridged = new AtomicInteger();
    private volatile boolean enough;

    private WarmUpPhones(Vertx vertx, String number) {
        this.vertx = vertx;
        this.number = number;
        SipSettings settings = SipSettings.standard("127.0.0.1", "127.0.0.1", 0)
                .withListeners(List.of(new Listener(Transport.UDP, "127.0.0.1", 0)), StreamSettings.PLAIN)
                .warmedBy(0);
        this.stack = SipStack.start(vertx, List.of(Loops.start(vertx, 1).get(0).context()), settings, this);
    }

    /** Nobody calls yet. */
    static WarmUpPhones open(String number) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(true));
        try {
            return new WarmUpPhones(vertx, number);
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    /** Where the buyer is. */
    String buyer() {
        return "sip:desk@127.0.0.1:" + stack.port(Transport.UDP);
    }

    /** Begins to call the gateway at this port, until {@link #stop}. */
    void call(int port) {
        stack.run(0, () -> {
            for (int i = 0; i < AT_ONCE; i++) {
                place(port);
            }
        });
    }

    /** Nobody calls any more once {@value #LEAST} calls, or few seconds, have gone by; how many calls a buyer answered. */
    int stop(BooleanSupplier hurry) {
        long patience = System.nanoTime() + PATIENCE_NANOS;
        while (bridged.get() < LEAST && !hurry.getAsBoolean() && System.nanoTime() < patience) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        enough = true;
        return bridged.get();
    }

    private void place(int port) {
        if (enough || placed >= MOST) {
            return;
        }
        String caller = String.format(Locale.ROOT, "sip:+1303%07d@127.0.0.1", 5_550_000 + placed++ % 1_000);
        String called = "sip:" + number + "@127.0.0.1:" + port;
        SipMessage invite = SipMessage.request(Method.INVITE, called)
                .add(HeaderName.FROM, '<' + caller + '>')
                .add(HeaderName.TO, '<' + called + '>')
                .body("application/sdp", SDP);
        stack.loop(0).invite(invite, InviteOptions.PLAIN, new Caller(port));
    }

    @Override
    public int admit(SipMessage request, Path from) {
        return WELCOME;
    }

    @Override
    public void onInvite(IncomingInvite invite) {
        invite.ring(180, null);
        invite.accept(SDP);
    }

    @Override
    public void close() {
        enough = true;
        stack.close();
        try {
            vertx.close().await(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("warm-up left=\"its telephones\"");
        }
    }

    private final class Caller implements InviteListener {
        private final int port;

        Caller(int port) {
            this.port = port;
        }

        @Override
        public void onAnswered(SipMessage response, Dialog dialog) {
            bridged.incrementAndGet();
            dialog.bye();
            place(port);
        }

        @Override
        public void onFailed(InviteFailure failure) {
            if (failure.response() != null) {
                place(port);
            }
        }

        @Override
        public void onEnded(DialogEnd end, @Nullable SipMessage message) {}
    }
}
