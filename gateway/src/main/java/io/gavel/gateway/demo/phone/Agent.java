package io.gavel.gateway.demo.phone;

import io.gavel.gateway.media.sdp.SdpException;
import io.gavel.gateway.sip.DialogEnd;
import io.gavel.gateway.sip.DialogListener;
import io.gavel.gateway.sip.IncomingInvite;
import io.gavel.gateway.sip.message.SipMessage;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call at an agent's telephone. On the farm's loop; what it saw on any thread. */
final class Agent implements DialogListener {
    private static final String CALL = "X-Gavel-Call";
    private static final int GONE = 487;

    private final Vertx vertx;
    private final IncomingInvite invite;
    private final String user;
    private final AgentTemper temper;
    private final SplittableRandom random;
    private @Nullable Phone phone;
    private volatile int status;
    private volatile long answeredNanos;
    private volatile long endedNanos;
    private volatile long heard;

    Agent(Vertx vertx, IncomingInvite invite, String user, SplittableRandom random) {
        this.vertx = vertx;
        this.invite = invite;
        this.user = user;
        this.temper = AgentTemper.of(user);
        this.random = random;
    }

    void ring() {
        switch (temper) {
            case BUSY -> refuse(486);
            case REFUSES -> refuse(603);
            default -> {
                invite.listen(this);
                invite.ring(180, null);
                if (temper != AgentTemper.NEVER) {
                    vertx.setTimer(temper.ringMillis(), timer -> pickUp());
                }
            }
        }
    }

    /** What it saw so far. Any thread. */
    AgentCall seen() {
        long answered = answeredNanos;
        long ended = endedNanos;
        long now = ended == 0 ? System.nanoTime() : ended;
        Phone open = phone;
        return new AgentCall(
                Objects.requireNonNullElse(invite.message().header(CALL), ""),
                user,
                status,
                open == null ? heard : open.heard(),
                answered == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(now - answered),
                ended != 0);
    }

    @Override
    public void onAck(SipMessage ack) {
        if (temper == AgentTemper.DROPS) {
            hangUp();
        } else if (temper == AgentTemper.LEAVES) {
            vertx.setTimer(AgentTemper.LEAVES_AFTER_MILLIS, timer -> hangUp());
        }
    }

    @Override
    public void onEnded(DialogEnd end, @Nullable SipMessage message) {
        if (status == 0) {
            status = GONE;
        }
        over();
    }

    private void pickUp() {
        if (invite.isDecided()) {
            return;
        }
        Phone.open(vertx, Tone.OF_AGENTS, Tone.OF_CALLERS, random)
                .onSuccess(this::answer)
                .onFailure(failure -> refuse(500));
    }

    private void answer(Phone opened) {
        if (invite.isDecided()) {
            opened.close();
            return;
        }
        phone = opened;
        try {
            String answer = opened.answer(new String(invite.message().body(), StandardCharsets.UTF_8));
            answeredNanos = System.nanoTime();
            status = 200;
            invite.accept(answer.getBytes(StandardCharsets.UTF_8));
            opened.talk();
        } catch (SdpException e) {
            refuse(488);
        }
    }

    private void refuse(int with) {
        status = with;
        invite.refuse(with);
        over();
    }

    private void hangUp() {
        if (endedNanos == 0) {
            invite.dialog().bye();
            over();
        }
    }

    private void over() {
        if (endedNanos != 0) {
            return;
        }
        endedNanos = System.nanoTime();
        Phone open = phone;
        if (open != null) {
            heard = open.heard();
            phone = null;
            open.close();
        }
    }
}
