package io.gavel.gateway.media.direct;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.Negotiated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the sides of one call said, and who speaks with whom. Call loop only. */
final class DirectCall implements MediaCall {
    private final MediaListener listener;
    private final Executor callLoop;
    private final Runnable closed;
    private final List<DirectLeg> legs = new ArrayList<>(2);
    private final DirectLeg caller;
    private @Nullable DirectLeg buyer;
    private boolean over;

    DirectCall(MediaListener listener, Executor callLoop, Runnable closed) {
        this.listener = listener;
        this.callLoop = callLoop;
        this.closed = closed;
        this.caller = add("caller");
    }

    private DirectLeg add(String name) {
        DirectLeg leg = new DirectLeg(name, this);
        legs.add(leg);
        return leg;
    }

    @Override
    public MediaLeg caller() {
        return caller;
    }

    @Override
    public MediaLeg newLeg(String name) {
        return add(name);
    }

    /** The caller hears what the buyer said: in the answer that it waits for, or in an offer if it was answered before. */
    @Override
    public void bridge(MediaLeg leg) {
        if (!(leg instanceof DirectLeg to) || !legs.contains(to) || to == caller) {
            throw new IllegalArgumentException(leg.name() + " is no buyer's leg of this call");
        }
        String said = to.said();
        if (to == buyer || said == null) {
            return;
        }
        buyer = to;
        if (caller.isWaiting()) {
            caller.hear(said);
        } else {
            String before = caller.said();
            caller.offered(said, answer -> {
                String now = caller.said();
                if (answer.isGood() && to == buyer && now != null && !now.equals(before)) {
                    to.offered(now, again -> {});
                }
            });
        }
    }

    @Override
    public void unbridge() {
        buyer = null;
    }

    /** Campaigns of direct calls have no recordings: the market's check sees to it. */
    @Override
    public void record(Path wavFile) {
        throw new UnsupportedOperationException("audio that does not come here is not recorded");
    }

    @Override
    public void maskRecording(boolean masked) {}

    @Override
    public void close(Consumer<MediaFigures> then) {
        if (over) {
            return;
        }
        over = true;
        buyer = null;
        closed.run();
        MediaFigures figures =
                new MediaFigures(legs.stream().map(DirectLeg::figures).toList(), 0, 0, false);
        callLoop.execute(() -> then.accept(figures));
    }

    /** Who is at the other end of a leg; null if nobody is yet. */
    @Nullable
    DirectLeg other(DirectLeg leg) {
        return leg == caller ? buyer : leg == buyer ? caller : null;
    }

    void closed(DirectLeg leg) {
        if (leg == buyer) {
            buyer = null;
        }
    }

    DirectLeg callerLeg() {
        return caller;
    }

    void offer(DirectLeg leg, String sdp, Consumer<Negotiated> then) {
        listener.offer(leg, sdp, then);
    }

    void digit(DirectLeg leg, char digit) {
        listener.digit(leg, digit);
    }
}
