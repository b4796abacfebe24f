package io.gavel.gateway.call;

import io.gavel.gateway.media.Negotiated;
import io.gavel.message.LegCause;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A caller without signalling: what is done to it is said as lines. On the call's loop. */
final class FakeCaller implements CallerLeg {
    private final Consumer<String> said;
    private CallerLeg.@Nullable Listener listener;
    private boolean answered;
    /** What it answers a re-INVITE with. */
    String reply = "reply";
    /** Whether our 200 is ACKed. */
    boolean acknowledges = true;

    FakeCaller(Consumer<String> said) {
        this.said = said;
    }

    void listen(CallerLeg.@Nullable Listener next) {
        listener = next;
    }

    CallerLeg.Listener tells() {
        return Objects.requireNonNull(listener, "the call was refused");
    }

    @Override
    public void ringing() {
        said.accept("caller 180");
    }

    @Override
    public void answer(String sdp) {
        if (!answered) {
            answered = true;
            said.accept("caller 200 " + sdp);
            if (acknowledges && listener != null) {
                listener.callerStands();
            }
        }
    }

    @Override
    public boolean isAnswered() {
        return answered;
    }

    @Override
    public void refuse(int status, int retryAfterSeconds) {
        said.accept("caller " + status + (retryAfterSeconds > 0 ? " retry after " + retryAfterSeconds : ""));
    }

    @Override
    public void reinvite(String sdp, Consumer<Negotiated> then) {
        said.accept("caller re-INVITE " + sdp.replaceAll("\\s", " "));
        then.accept(Negotiated.to(reply));
    }

    @Override
    public void hangUp(LegCause cause) {
        said.accept("caller BYE " + cause);
    }
}
