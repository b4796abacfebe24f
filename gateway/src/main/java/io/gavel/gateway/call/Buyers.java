package io.gavel.gateway.call;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaException;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The buyers of one call, as the line has them rung; what becomes of each the line is told. On the call's loop. */
final class Buyers implements BuyerAttempt.Listener {
    private final Desk desk;
    private final Bridge bridge;
    private final Map<Integer, BuyerAttempt> attempts = new LinkedHashMap<>();
    private final Map<String, Integer> orderByLeg = new LinkedHashMap<>();
    private @Nullable BuyerAttempt joined;

    Buyers(Desk desk, Bridge bridge) {
        this.desk = desk;
        this.bridge = bridge;
    }

    void ring(Letter.Ring ring, MediaCall media) {
        Ringing ringing = desk.ringing(ring, bridge.arrival(), bridge.callId());
        String name = "order-" + ring.orderId() + "-" + ring.attempt();
        try {
            MediaLeg leg = media.newLeg(name);
            orderByLeg.put(name, ring.orderId());
            BuyerAttempt attempt = new BuyerAttempt(ring, ringing.deliver(), leg, desk.loop(), desk.prompts(), this);
            attempts.put(ring.attempt(), attempt);
            attempt.start(desk.dialler(), ringing.destination());
        } catch (MediaException e) {
            desk.line().unreachable(bridge.callId(), ring);
        }
    }

    void cancel(Letter.Cancel cancel) {
        BuyerAttempt attempt = attempts.remove(cancel.attempt());
        if (attempt != null) {
            attempt.stop(cancel.cause());
        }
    }

    /** Lets all of them go. */
    void stop() {
        attempts.values().forEach(attempt -> attempt.stop(LegCause.HUNG_UP));
        attempts.clear();
    }

    /** This one has the call; null: there is none of this number any more. */
    @Nullable
    BuyerAttempt join(int number) {
        BuyerAttempt attempt = attempts.get(number);
        if (attempt != null) {
            joined = attempt;
        }
        return attempt;
    }

    /** Who has the call; null: nobody. */
    @Nullable
    BuyerAttempt joined() {
        return joined;
    }

    /** Whose audio this is; null: nobody's of them. */
    @Nullable
    BuyerAttempt of(MediaLeg leg) {
        for (BuyerAttempt attempt : attempts.values()) {
            if (attempt.media() == leg) {
                return attempt;
            }
        }
        return null;
    }

    /** The order that a leg was rung for, also after its end; 0: none. */
    int orderOf(String leg) {
        return orderByLeg.getOrDefault(leg, 0);
    }

    @Override
    public void rings(BuyerAttempt attempt) {
        bridge.buyerRings();
    }

    @Override
    public void answered(BuyerAttempt attempt, int status) {
        desk.line().leg(bridge.callId(), attempt, LegEvent.ANSWERED, LegCause.NONE, status);
    }

    @Override
    public void failed(BuyerAttempt attempt, int status, LegCause cause) {
        attempts.remove(attempt.number());
        desk.line().leg(bridge.callId(), attempt, LegEvent.FAILED, cause, status);
    }

    @Override
    public void ended(BuyerAttempt attempt, LegCause cause) {
        attempts.remove(attempt.number());
        boolean had = attempt == joined;
        // One that was not joined yet has not had the caller: somebody else may. A loser's end is nothing to who has
        // the call.
        boolean again = !had || attempt.isYoung();
        if (had) {
            joined = null;
            if (again) {
                bridge.buyerLost();
            }
        }
        desk.line().leg(bridge.callId(), attempt, again ? LegEvent.ENDED_AT_ONCE : LegEvent.ENDED, cause, 200);
    }
}
