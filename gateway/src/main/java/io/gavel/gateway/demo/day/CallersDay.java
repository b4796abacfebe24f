package io.gavel.gateway.demo.day;

import io.gavel.gateway.demo.phone.Dial;
import io.gavel.gateway.demo.phone.Numbers;
import io.gavel.gateway.http.seller.Geography;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.CarrierInfo;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.Attributes;
import io.gavel.message.CallArrivedEncoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallHungUpEncoder;
import io.gavel.message.CallMeasuredEncoder;
import io.gavel.message.CallScreenedEncoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.FieldType;
import io.gavel.message.LegCause;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Party;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Callers call numbers, press a key if they are asked to, talk, and hang up; some withhold their number, some give up. */
final class CallersDay {
    private static final long FIRST = 3L << 40;
    /** A call that begins later might not be over at the day's end. */
    private static final int STOP_SECONDS = 400;

    private static final int LONGEST_TALK = 300_000;
    private static final int MEDIAN_TALK = 75_000;
    private static final int PACKETS_PER_SECOND = 50;

    private final World world;
    private final List<Dial> numbers;
    private final Geography geography = new Geography();
    private final SplittableRandom random;
    private final Long2ObjectHashMap<UnderWay> calls = new Long2ObjectHashMap<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CallArrivedEncoder arrived = new CallArrivedEncoder();
    private final CallScreenedEncoder screened = new CallScreenedEncoder();
    private final CallHungUpEncoder hungUp = new CallHungUpEncoder();
    private final CallMeasuredEncoder measured = new CallMeasuredEncoder();
    private long next = FIRST;

    private static final class UnderWay {
        final boolean asked;
        final @Nullable Field key;
        final Attributes known;
        long callId;
        int orderId;
        boolean connected;
        boolean over;

        UnderWay(boolean asked, @Nullable Field key, Attributes known) {
            this.asked = asked;
            this.key = key;
            this.known = known;
        }
    }

    CallersDay(World world) {
        this.world = world;
        this.numbers = world.market().dials().stream()
                .filter(dial -> dial.pool().isEmpty())
                .toList();
        this.random = world.random().split();
    }

    /** {@code count}: of calls to numbers that are always shown. */
    void begin(long count) {
        if (!numbers.isEmpty()) {
            double perSecond = count / (double) world.plan().length().toSeconds();
            world.often(perSecond, STOP_SECONDS, () -> call(numbers.get(random.nextInt(numbers.size())), 0));
        }
    }

    /** A visitor calls the number that was shown. */
    void callPool(Dial dial, long number) {
        if (world.isBeforeTheEnd(STOP_SECONDS * 1_000L)) {
            call(dial, number);
        }
    }

    void started(CallStartedDecoder call) {
        UnderWay under = calls.get(call.correlationId());
        if (under == null) {
            return;
        }
        under.callId = call.callId();
        if (under.asked) {
            world.agenda().in(random.nextInt(3_000, 9_000), () -> press(under));
        }
        if (random.nextInt(10) == 0) {
            world.agenda().in(random.nextInt(2_000, 15_000), () -> {
                if (!under.connected) {
                    hangUp(under);
                }
            });
        }
    }

    void connected(CallConnectedDecoder call) {
        UnderWay under = calls.get(call.correlationId());
        if (under == null) {
            return;
        }
        world.figures().connected += under.connected ? 0 : 1;
        under.connected = true;
        under.orderId = call.orderId();
        double talks = MEDIAN_TALK * Math.exp(random.nextDouble() * 3 - 1.8);
        world.agenda().in((long) Math.min(LONGEST_TALK, talks), () -> hangUp(under));
    }

    void ended(CallEndedDecoder call) {
        UnderWay under = calls.remove(call.correlationId());
        if (under == null) {
            return;
        }
        under.over = true;
        world.figures().billable += call.billable();
        if (call.connectedMicros() > 0) {
            long seconds = (call.endedMicros() - call.connectedMicros()) / 1_000_000;
            world.agenda().in(20, () -> measure(under, (int) seconds * PACKETS_PER_SECOND));
        }
    }

    private void call(Dial dial, long poolNumber) {
        Snapshot market = world.directory().now();
        CampaignInfo campaign = market.campaign(dial.campaign());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        if (campaign == null || vertical == null) {
            return;
        }
        NumberInfo number = poolNumber == 0 ? market.staticNumber(dial.number()) : null;
        PoolInfo pool = poolNumber == 0 ? null : market.pool(dial.pool());
        String caller = random.nextInt(20) == 0 ? null : Numbers.one(random);
        Attributes known = new Attributes();
        Field state = vertical.field("state");
        long of = caller == null ? 0 : geography.placeOf(caller).state();
        if (state != null && of != 0) {
            known.set(state.id(), of);
        }
        boolean asked = dial.screened();
        UnderWay under = new UnderWay(asked, vertical.field("size"), known);
        long correlationId = next++;
        calls.put(correlationId, under);
        world.figures().calls++;
        arrive(correlationId, campaign, number, pool, poolNumber, caller, vertical.callerField(), under);
    }

    private void arrive(
            long correlationId,
            CampaignInfo campaign,
            @Nullable NumberInfo number,
            @Nullable PoolInfo pool,
            long poolNumber,
            @Nullable String caller,
            int callerField,
            UnderWay under) {
        CarrierInfo carrier = carrier();
        int ofNumber = number != null ? number.sellerId() : pool != null ? pool.sellerId() : 0;
        int sellerId = ofNumber != 0 || carrier == null ? ofNumber : carrier.sellerId();
        String source = number != null ? number.source() : pool != null ? pool.source() : null;
        long person = caller == null ? 0 : world.leads().persons().key(FieldType.PHONE, caller);
        long callRef = caller == null ? 0 : Keeping.in(world.leads(), kept(caller));
        world.line().offer(into -> {
            arrived.wrapAndApplyHeader(into, 0, header)
                    .correlationId(correlationId)
                    .pingId(0)
                    .callRef(callRef)
                    .sellerId(sellerId)
                    .campaignId(campaign.id())
                    .carrierId(carrier == null ? 0 : carrier.id())
                    .numberId(number == null ? 0 : number.id())
                    .dialled(poolNumber);
            arrived.flags().clear().ready(!under.asked).anonymous(caller == null);
            under.known.write(arrived);
            CallArrivedEncoder.PersonsEncoder persons = arrived.personsCount(person == 0 ? 0 : 1);
            if (person != 0) {
                persons.next().fieldId(callerField).key(person);
            }
            arrived.source(source == null ? "" : source).subId("");
            return arrived.encodedLength();
        });
    }

    /** The flow is over, or the caller pressed the wrong key and is sent away. */
    private void press(UnderWay under) {
        if (under.over) {
            return;
        }
        Field key = under.key;
        if (random.nextInt(6) == 0) {
            end(under, Party.EXCHANGE, LegCause.NONE);
            return;
        }
        if (key != null) {
            under.known.set(key.id(), random.nextInt(1, 3));
        }
        world.line().offer(into -> {
            screened.wrapAndApplyHeader(into, 0, header).callId(under.callId);
            under.known.write(screened);
            return screened.encodedLength();
        });
    }

    private void hangUp(UnderWay under) {
        end(under, Party.CALLER, LegCause.HUNG_UP);
    }

    private void end(UnderWay under, Party party, LegCause cause) {
        if (under.over) {
            return;
        }
        world.line().offer(into -> {
            hungUp.wrapAndApplyHeader(into, 0, header)
                    .callId(under.callId)
                    .party(party)
                    .cause(cause);
            return hungUp.encodedLength();
        });
    }

    private void measure(UnderWay under, int packets) {
        int lost = random.nextInt(8) == 0 ? random.nextInt(1 + packets / 100) : 0;
        world.line().offer(into -> {
            measured.wrapAndApplyHeader(into, 0, header).callId(under.callId).recordingMillis(0);
            CallMeasuredEncoder.LegsEncoder legs = measured.legsCount(2);
            for (int leg = 0; leg < 2; leg++) {
                legs.next()
                        .orderId(leg == 0 ? 0 : under.orderId)
                        .packetsIn(packets - lost)
                        .packetsOut(packets)
                        .lost(lost)
                        .jitterMicros(random.nextInt(200, 6_000));
            }
            return measured.encodedLength();
        });
    }

    private @Nullable CarrierInfo carrier() {
        return world.directory().now().end(EntityKind.CARRIER) > 1
                ? world.directory().now().carrier(1)
                : null;
    }

    private static byte[] kept(String caller) {
        return ("{\"caller_id\":\"" + caller + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
