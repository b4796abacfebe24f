package io.gavel.core;

import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallScreenedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.LegCause;
import io.gavel.message.LegChangedDecoder;
import io.gavel.message.LegEvent;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Party;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ReviewState;
import io.gavel.message.RingCancelledDecoder;
import io.gavel.message.RingWantedDecoder;
import io.gavel.message.VoiceNotedDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The callers of a simulation and their gateway: they call numbers and pings' addresses, press keys, hang up at any moment; buyers
 * answer, are busy, stay silent, answer when they were cancelled, hang up at once or late.
 */
final class Callers {
    private static final long SECOND = 1_000_000;

    private final Simulation life;
    private final SplittableRandom random;
    private final MarketWorld market;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<Long> calls = new ArrayList<>();
    private PingSpec arriving = new PingSpec();
    private boolean screened;
    int voices;

    Callers(Simulation life, SplittableRandom random, MarketWorld market) {
        this.life = life;
        this.random = random;
        this.market = market;
    }

    /** A call to a number of a campaign that sells calls, if there is one. */
    void arrive() {
        int campaign = 1 + random.nextInt(market.campaigns.size());
        if (!market.sellsCalls(campaign)) {
            return;
        }
        PingSpec spec = new PingSpec()
                .seller(random.nextInt(market.sellers + 1))
                .campaign(campaign)
                .field(Inputs.AGE, 16 + random.nextInt(90));
        if (random.nextInt(5) > 0) {
            spec.person(Inputs.PHONE, 1 + random.nextInt(MarketWorld.PERSONS));
        }
        give(spec, 0);
    }

    /** A call to the address of a ping. */
    void redeem(long pingId, PingSpec ping) {
        PingSpec spec = new PingSpec().seller(ping.seller).campaign(ping.campaign);
        if (random.nextInt(10) == 0) {
            spec.seller(1 + random.nextInt(market.sellers));
        }
        give(spec, pingId);
    }

    /** Something about a call that is over, or never was. */
    void stray() {
        long callId = calls.isEmpty() ? 1 : calls.get(random.nextInt(calls.size()));
        LegEvent what = LegEvent.get((short) random.nextInt(5));
        life.give(CallInputs.leg(callId, 1 + random.nextInt(20), 1 + random.nextInt(3), what, LegCause.HUNG_UP, 200));
        if (random.nextInt(4) == 0) {
            life.give(CallInputs.hungUp(callId, Party.CALLER));
        }
    }

    private void give(PingSpec spec, long pingId) {
        spec.correlation(life.nextCorrelation());
        arriving = spec;
        screened = random.nextInt(4) == 0 && pingId == 0;
        CampaignSpec campaign = market.campaigns.get(spec.campaign - 1);
        life.auditor.call(life.nextSequence(), spec.seller, campaign);
        if (!screened) {
            life.auditor.screened(life.nextSequence());
        }
        life.give(CallInputs.arrived(spec, pingId, !screened));
    }

    /** Before a message is given. */
    void giving(UnsafeBuffer message) {
        if (message.capacity() < 20) {
            return;
        }
        if (header.wrap(message, 0).templateId() == LegChangedDecoder.TEMPLATE_ID && message.capacity() > 36) {
            LegChangedDecoder leg = new LegChangedDecoder().wrapAndApplyHeader(message, 0, header);
            if (leg.whatRaw() == LegEvent.JOINED.value()) {
                life.auditor.calls.joined(leg.callId(), leg.orderId());
            }
        } else if (header.templateId() == CallScreenedDecoder.TEMPLATE_ID) {
            life.auditor.screened(new CallScreenedDecoder()
                    .wrapAndApplyHeader(message, 0, header)
                    .callId());
        }
    }

    void hear(UnsafeBuffer message, int template) {
        switch (template) {
            case CallStartedDecoder.TEMPLATE_ID ->
                started(new CallStartedDecoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .callId());
            case RingWantedDecoder.TEMPLATE_ID -> ring(new RingWantedDecoder().wrapAndApplyHeader(message, 0, header));
            case RingCancelledDecoder.TEMPLATE_ID -> {
                RingCancelledDecoder cancelled = new RingCancelledDecoder().wrapAndApplyHeader(message, 0, header);
                if (random.nextInt(4) == 0) {
                    leg(SECOND, cancelled.callId(), cancelled.orderId(), cancelled.attempt(), LegEvent.ANSWERED);
                }
            }
            case CallConnectedDecoder.TEMPLATE_ID ->
                connected(new CallConnectedDecoder().wrapAndApplyHeader(message, 0, header));
            case ReviewNotedDecoder.TEMPLATE_ID ->
                held(new ReviewNotedDecoder().wrapAndApplyHeader(message, 0, header));
            case VoiceNotedDecoder.TEMPLATE_ID -> voices++;
            case CallEndedDecoder.TEMPLATE_ID -> {
                CallEndedDecoder ended = new CallEndedDecoder().wrapAndApplyHeader(message, 0, header);
                if (random.nextInt(10) == 0) {
                    life.later(SECOND, CallInputs.hungUp(ended.callId(), Party.CALLER));
                }
            }
            default -> {}
        }
    }

    /** Somebody looks at it soon, late, twice, or never. */
    private void held(ReviewNotedDecoder review) {
        if (review.state() == ReviewState.HELD && random.nextInt(4) > 0) {
            long within = random.nextBoolean() ? 100 * SECOND : 80_000 * SECOND;
            life.later(random.nextLong(within), CallInputs.reviewed(review.callId(), random.nextBoolean()));
            if (random.nextInt(4) == 0) {
                life.later(random.nextLong(within), CallInputs.reviewed(review.callId(), random.nextBoolean()));
            }
        }
    }

    private void started(long callId) {
        calls.add(callId);
        if (screened) {
            PingSpec more = new PingSpec().field(Inputs.STATE, random.nextInt(50));
            more.attributes.addMissing(arriving.attributes);
            if (random.nextInt(10) > 0) {
                life.later(random.nextLong(20 * SECOND), CallInputs.screened(callId, more));
            }
        }
        if (random.nextInt(4) == 0) {
            life.later(random.nextLong(60 * SECOND), CallInputs.hungUp(callId, Party.CALLER));
        }
    }

    private void ring(RingWantedDecoder wanted) {
        LegEvent what = random.nextInt(3) == 0 ? LegEvent.FAILED : LegEvent.ANSWERED;
        if (random.nextInt(15) > 0) {
            leg(20 * SECOND, wanted.callId(), wanted.orderId(), wanted.attempt(), what);
        }
        if (random.nextInt(10) == 0) {
            leg(30 * SECOND, wanted.callId(), wanted.orderId(), wanted.attempt(), LegEvent.ANSWERED);
        }
    }

    private void connected(CallConnectedDecoder connected) {
        if (random.nextInt(12) > 0) {
            leg(SECOND, connected.callId(), connected.orderId(), connected.attempt(), LegEvent.JOINED);
        }
        if (random.nextBoolean()) {
            int[] some = random.ints(4, 0, 60).toArray();
            life.later(
                    random.nextLong(60 * SECOND),
                    CallInputs.voice(connected.callId(), some[0], some[1], some[2], some[3], random.nextInt(4)));
        }
        LegEvent what = random.nextInt(3) == 0 ? LegEvent.ENDED_AT_ONCE : LegEvent.ENDED;
        if (random.nextBoolean()) {
            leg(200 * SECOND, connected.callId(), connected.orderId(), connected.attempt(), what);
        } else {
            life.later(random.nextLong(200 * SECOND), CallInputs.hungUp(connected.callId(), Party.CALLER));
        }
    }

    private void leg(long withinMicros, long callId, int orderId, int attempt, LegEvent what) {
        LegCause cause = what == LegEvent.FAILED ? LegCause.BUSY : LegCause.HUNG_UP;
        int picked = random.nextInt(3) == 0 ? random.nextInt(9_000) : 0;
        life.later(random.nextLong(withinMicros), CallInputs.leg(callId, orderId, attempt, what, cause, 200, picked));
    }
}
