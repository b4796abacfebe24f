package io.gavel.gateway.demo.day;

import io.gavel.gateway.demo.phone.AgentTemper;
import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.LegCause;
import io.gavel.message.LegChangedEncoder;
import io.gavel.message.LegEvent;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.RingCancelledDecoder;
import io.gavel.message.RingWantedDecoder;
import java.util.SplittableRandom;
import org.agrona.collections.Long2ObjectHashMap;

/** Agents answer, are busy, refuse, let it ring or hang up too soon, as their SIP user says. */
final class AgentsDay {
    private static final int LEAVES_AFTER_MILLIS = 35_000;
    private static final int ATTEMPTS = 256;
    private static final int MOST_ATTEMPTS = 32;

    private final World world;
    private final SplittableRandom random;
    private final Long2ObjectHashMap<Leg> legs = new Long2ObjectHashMap<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LegChangedEncoder changed = new LegChangedEncoder();

    private record Leg(long callId, int orderId, int attempt, AgentTemper temper, String destination, long rangMicros) {
        long key() {
            return callId * ATTEMPTS + attempt;
        }
    }

    AgentsDay(World world) {
        this.world = world;
        this.random = world.random().split();
    }

    void rung(RingWantedDecoder ring, long timeMicros) {
        OrderInfo order = world.directory().now().order(ring.orderId());
        Deliver deliver = order == null ? null : order.deliver();
        String sip = deliver == null ? null : deliver.sip();
        String destination = sip == null ? "" : sip;
        AgentTemper temper = AgentTemper.of(user(destination));
        Leg leg = new Leg(ring.callId(), ring.orderId(), ring.attempt(), temper, destination, timeMicros);
        legs.put(leg.key(), leg);
        switch (temper) {
            case BUSY -> later(random.nextInt(40, 200), leg, LegEvent.FAILED, LegCause.BUSY, 486);
            case REFUSES -> later(random.nextInt(500, 4_000), leg, LegEvent.FAILED, LegCause.REFUSED, 603);
            case NEVER -> {
                int rings = deliver == null ? 20 : deliver.ringSeconds();
                later(rings * 1_000, leg, LegEvent.FAILED, LegCause.NO_ANSWER, 0);
            }
            case SLOW -> later(random.nextInt(2_000, 5_000), leg, LegEvent.ANSWERED, LegCause.NONE, 200);
            default -> later(random.nextInt(800, 4_000), leg, LegEvent.ANSWERED, LegCause.NONE, 200);
        }
    }

    void cancelled(RingCancelledDecoder ring) {
        legs.remove(ring.callId() * ATTEMPTS + ring.attempt());
    }

    void connected(CallConnectedDecoder call) {
        Leg leg = legs.get(call.callId() * ATTEMPTS + call.attempt());
        if (leg == null) {
            return;
        }
        tell(leg, LegEvent.JOINED, LegCause.NONE, 200);
        if (leg.temper() == AgentTemper.DROPS) {
            later(300, leg, LegEvent.ENDED_AT_ONCE, LegCause.HUNG_UP, 200);
        } else if (leg.temper() == AgentTemper.LEAVES) {
            later(LEAVES_AFTER_MILLIS, leg, LegEvent.ENDED, LegCause.HUNG_UP, 200);
        }
    }

    void ended(CallEndedDecoder call) {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            legs.remove(call.callId() * ATTEMPTS + attempt);
        }
    }

    private void later(int millis, Leg leg, LegEvent what, LegCause cause, int status) {
        world.agenda().in(millis, () -> {
            boolean stays = what == LegEvent.ANSWERED;
            if (stays ? legs.containsKey(leg.key()) : legs.remove(leg.key()) != null) {
                tell(leg, what, cause, status);
            }
        });
    }

    private void tell(Leg leg, LegEvent what, LegCause cause, int status) {
        long since = world.clock().wallMicros() - leg.rangMicros();
        world.line().offer(into -> {
            changed.wrapAndApplyHeader(into, 0, header)
                    .callId(leg.callId())
                    .orderId(leg.orderId())
                    .attempt(leg.attempt())
                    .latencyMicros((int) Math.min(Integer.MAX_VALUE, since))
                    .sipStatus(status)
                    .what(what)
                    .cause(cause)
                    .answeredMillis(0)
                    .destination(leg.destination());
            return changed.encodedLength();
        });
    }

    private static String user(String sip) {
        int colon = sip.indexOf(':');
        int at = sip.indexOf('@');
        return colon < 0 || at < colon ? "" : sip.substring(colon + 1, at);
    }
}
