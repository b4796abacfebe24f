package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipLimits;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipParser;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transaction.Timer;
import io.gavel.gateway.sip.transaction.TimerWheel;
import io.gavel.gateway.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two loops of ours over a wire that loses, doubles and delays datagrams: every call ends, once on each side, and nothing stays. */
class LossTest {
    private static final int CALLS = 60;
    private static final byte[] SDP = Answering.SDP;

    private final TimerWheel wheel = new TimerWheel(0);
    private final SipParser parser = new SipParser(SipLimits.DEFAULT);
    private Random random = new Random(0);
    private double loss;
    private final List<String> failures = new ArrayList<>();

    @Test
    void everyCallEndsOnceOnBothSidesWhateverIsLost() {
        for (int seed = 1; seed <= 200; seed++) {
            random = new Random(seed);
            loss = (seed % 6) * 0.1;
            play("seed " + seed + " loss " + loss);
        }
        assertEquals(List.of(), failures);
    }

    private void play(String name) {
        End there = new End();
        End here = new End();
        SipSettings settings = SipSettings.standard("gavel.example", "127.0.0.1", 5060);
        SipLoop caller = new SipLoop(0, 1, settings, there, there, wheel, new SipCounters());
        SipLoop callee = new SipLoop(0, 1, settings, here, here, wheel, new SipCounters());
        there.connect(callee, here);
        here.connect(caller, there);
        int[] ended = new int[CALLS];
        for (int call = 0; call < CALLS; call++) {
            place(caller, ended, call);
            turn(random.nextInt(2_000));
        }
        turn(2_400_000); // if a BYE was lost each time, the session timer ends the other side
        for (int call = 0; call < CALLS; call++) {
            if (ended[call] != 1) {
                failures.add(name + " call " + call + " ended " + ended[call] + " times");
            }
        }
        if (here.open != 0
                || caller.dialogs() + callee.dialogs() + caller.transactions() + callee.transactions() != 0) {
            failures.add(name + ": left " + here.open + " calls, dialogs " + caller.dialogs() + " " + callee.dialogs()
                    + ", transactions " + caller.transactions() + " " + callee.transactions());
        }
        if (wheel.size() != 0) {
            failures.add(name + ": timers " + wheel.size());
        }
    }

    private void place(SipLoop caller, int[] ended, int call) {
        SipMessage invite = SipMessage.request(Method.INVITE, "sip:buyer@198.51.100.7")
                .add(HeaderName.FROM, "<sip:us@gavel.example>")
                .add(HeaderName.TO, "<sip:buyer@198.51.100.7>")
                .body("application/sdp", SDP);
        Dialog[] open = new Dialog[1];
        OutgoingInvite placed = caller.invite(invite, InviteOptions.PLAIN.reliably(), new InviteListener() {
            @Override
            public void onAnswered(SipMessage response, Dialog dialog) {
                open[0] = dialog;
                int what = random.nextInt(4);
                if (what == 0) {
                    ended[call]++;
                    dialog.bye();
                } else if (what == 1) {
                    dialog.reinvite(SDP, (status, answer) -> {
                        if (!dialog.isOver()) {
                            ended[call]++;
                            dialog.bye();
                        }
                    });
                } else {
                    after(random.nextInt(5_000), () -> {
                        if (!dialog.isOver()) {
                            ended[call]++;
                            dialog.bye();
                        }
                    });
                }
            }

            @Override
            public void onRequest(IncomingRequest request) {
                request.respond(
                        request.message().is(Method.INVITE)
                                ? request.reply(200).body("application/sdp", SDP)
                                : request.reply(200));
            }

            @Override
            public void onFailed(InviteFailure failure) {
                ended[call]++;
            }

            @Override
            public void onEnded(DialogEnd end, @Nullable SipMessage message) {
                ended[call]++;
            }
        });
        if (random.nextInt(4) == 0) {
            after(random.nextInt(3_000), placed::cancel);
        }
    }

    private void after(int millis, Runnable work) {
        wheel.set(new Timer(timer -> work.run()), millis);
    }

    private void turn(int millis) {
        long end = wheel.now() + millis;
        while (wheel.now() < end) {
            wheel.turn(wheel.now() + TimerWheel.TICK);
        }
    }

    /** One end of the wire; as a callee it answers, refuses, or waits to be cancelled. */
    private final class End implements Network, Path, SipHandler {
        private @Nullable SipLoop other;
        private @Nullable End otherEnd;
        int open;

        void connect(SipLoop loop, End end) {
            other = loop;
            otherEnd = end;
        }

        @Override
        public void onInvite(IncomingInvite invite) {
            open++;
            invite.listen(new DialogListener() {
                @Override
                public void onRequest(IncomingRequest request) {
                    request.respond(
                            request.message().is(Method.INVITE)
                                    ? request.reply(200).body("application/sdp", SDP)
                                    : request.reply(200));
                }

                @Override
                public void onEnded(DialogEnd end, @Nullable SipMessage message) {
                    open--;
                }
            });
            invite.ring(invite.reply(183, SDP), random.nextBoolean());
            after(random.nextInt(3_000), () -> decide(invite));
        }

        private void decide(IncomingInvite invite) {
            if (invite.isDecided()) {
                return;
            }
            int what = random.nextInt(10);
            if (what == 0) {
                open--;
                invite.refuse(486);
                return;
            }
            invite.accept(SDP);
            if (what < 4) {
                after(random.nextInt(4_000), () -> {
                    if (!invite.dialog().isOver() && invite.dialog().isConfirmed()) {
                        open--;
                        invite.dialog().bye();
                    }
                });
            }
        }

        @Override
        public void send(byte[] message, Sender sender) {
            int copies = random.nextDouble() < loss ? 0 : random.nextInt(20) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                after(random.nextInt(10) == 0 ? random.nextInt(700) : 10, () -> {
                    SipMessage read = Objects.requireNonNull(parser.parse(message, 0, message.length));
                    Objects.requireNonNull(other).receive(read, Objects.requireNonNull(otherEnd));
                });
            }
        }

        @Override
        public int admit(SipMessage request, Path from) {
            return WELCOME;
        }

        @Override
        public void path(SipUri hop, int bytes, Consumer<@Nullable Path> ready) {
            ready.accept(this);
        }

        @Override
        public int port(Transport transport) {
            return transport.defaultPort();
        }

        @Override
        public boolean isReliable() {
            return false;
        }

        @Override
        public String transport() {
            return "UDP";
        }

        @Override
        public InetSocketAddress remote() {
            return InetSocketAddress.createUnresolved("192.0.2.1", 5060);
        }
    }
}
