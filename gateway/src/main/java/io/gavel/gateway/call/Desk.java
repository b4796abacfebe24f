package io.gavel.gateway.call;

import io.gavel.gateway.market.CarrierInfo;
import io.gavel.gateway.market.CarrierPasswords;
import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.FlowInfo;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.media.MediaEngine;
import io.gavel.gateway.media.MediaEngines;
import io.gavel.gateway.media.audio.Prompts;
import io.gavel.gateway.vault.Receipt;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.FieldType;
import io.gavel.message.Ids;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of one event loop, and what they need. On that loop only. */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final Deliver NOWHERE =
            new Deliver(null, 0, false, null, List.of(), null, null, 0, 1, null, null, 0, false);

    private final EventLoop loop;
    private final LineOut line;
    private final MediaEngines media;
    private final BuyerLeg.Dialler dialler;
    private final Shared shared;
    private final Long2ObjectHashMap<Bridge> calls = new Long2ObjectHashMap<>();
    private long nextCorrelation;

    /** What all desks share. */
    record Shared(
            Directory directory,
            CarrierPasswords passwords,
            Vault vault,
            Prompts prompts,
            Recordings recordings,
            LongConsumer recorded,
            InstantSource clock) {}

    /** {@code firstCorrelation}: the loop in the upper 16 bits, then a count that begins at random. */
    Desk(
            EventLoop loop,
            long firstCorrelation,
            LineOut line,
            MediaEngines media,
            BuyerLeg.Dialler dialler,
            Shared shared) {
        this.loop = loop;
        this.nextCorrelation = firstCorrelation;
        this.line = line;
        this.media = media;
        this.dialler = dialler;
        this.shared = shared;
    }

    /**
     * A call that may come in. It is on the line once the caller's number is in the vault.
     *
     * @return who is to be told what the caller does; null if the call was refused
     */
    CallerLeg.@Nullable Listener take(Arrival arrival, CallerLeg caller, String name, @Nullable String offerSdp) {
        Vertical vertical = shared.directory.now().vertical(arrival.campaign().verticalId());
        if (vertical == null) {
            caller.refuse(404, 0);
            return null;
        }
        Bridge bridge = new Bridge(this, arrival, new CallFields(vertical).of(arrival.place(), arrival.verification()));
        int status = bridge.open(caller, name, offerSdp);
        if (status != 0) {
            bridge.refuse(status, status == 503 ? Refusals.RETRY_SECONDS : 0);
            return null;
        }
        String number = arrival.caller();
        if (number == null) {
            arrive(bridge, vertical, 0, 0);
        } else {
            store(bridge, vertical, number);
        }
        return bridge;
    }

    /** What fails in one call ends that call, and costs no other anything. */
    void read(Letter letter) {
        try {
            deliver(letter);
        } catch (RuntimeException e) {
            LOG.error("call letter={} failed", letter.getClass().getSimpleName(), e);
            Bridge bridge = calls.get(letter.correlationId());
            if (bridge != null) {
                bridge.stop();
            }
        }
    }

    /** The gateway stops: every call is ended. */
    void stop() {
        calls.values().forEach(Bridge::stop);
    }

    private void deliver(Letter letter) {
        Bridge bridge = calls.get(letter.correlationId());
        if (bridge == null) {
            return;
        }
        if (letter instanceof Letter.Started started) {
            bridge.started(started.callId());
        } else if (letter instanceof Letter.Ring ring) {
            bridge.ring(ring);
        } else if (letter instanceof Letter.Cancel cancel) {
            bridge.cancel(cancel);
        } else if (letter instanceof Letter.Connect connect) {
            bridge.connect(connect.attempt());
        } else if (letter instanceof Letter.End end) {
            calls.remove(letter.correlationId());
            bridge.ended(end);
        }
    }

    /** Calls that are here now. */
    int size() {
        return calls.size();
    }

    EventLoop loop() {
        return loop;
    }

    LineOut line() {
        return line;
    }

    MediaEngine media(boolean direct) {
        return direct ? media.direct() : media.anchored();
    }

    BuyerLeg.Dialler dialler() {
        return dialler;
    }

    Prompts prompts() {
        return shared.prompts;
    }

    InstantSource clock() {
        return shared.clock;
    }

    Recordings recordings() {
        return shared.recordings;
    }

    /** The recording of a call is whole, and where it is found. */
    void recorded(long callId) {
        shared.recorded.accept(callId);
    }

    @Nullable
    FlowInfo flow(String name) {
        return shared.directory.now().flow(name);
    }

    /** Whom to ring for an order. An order that is gone leads nowhere. */
    Ringing ringing(Letter.Ring ring, Arrival call, long callId) {
        Snapshot market = shared.directory.now();
        OrderInfo order = market.order(ring.orderId());
        Deliver deliver = order == null ? null : order.deliver();
        Deliver where = deliver == null ? NOWHERE : deliver;
        String wanted = ring.destination();
        if (!wanted.isEmpty()) {
            // Asked of the market of now: what was allowed when the bid came may not be any more.
            String uri = where.allows(wanted) ? wanted : "";
            return new Ringing(where, destination(uri, null, order, call, callId));
        }
        CarrierInfo carrier = where.carrier() == null ? null : market.carrier(where.carrier());
        CarrierInfo.Outbound trunk = carrier == null ? null : carrier.outbound();
        return new Ringing(where, destination(uri(where, trunk), trunk, order, call, callId));
    }

    private Destination destination(
            String uri, CarrierInfo.@Nullable Outbound trunk, @Nullable OrderInfo order, Arrival call, long callId) {
        CarrierInfo.Credentials credentials = trunk == null ? null : trunk.credentials();
        boolean asNumber =
                order != null && order.numberAsCaller() && call.dialled().startsWith("+");
        return new Destination(
                uri,
                trunk == null ? null : trunk.sip(),
                credentials == null ? null : credentials.username(),
                credentials == null ? null : shared.passwords.of(credentials),
                asNumber ? call.dialled() : call.caller(),
                Ids.text(callId),
                Math.max(0, call.maxForwards() - 1),
                call.identity());
    }

    private static String uri(Deliver where, CarrierInfo.@Nullable Outbound trunk) {
        String sip = where.sip();
        if (sip != null) {
            return sip;
        }
        String number = where.number();
        if (number == null || trunk == null) {
            return "";
        }
        String host = trunk.sip().substring(trunk.sip().indexOf(':') + 1);
        return "sip:" + number + '@' + host.substring(host.indexOf('@') + 1);
    }

    private void store(Bridge bridge, Vertical vertical, String number) {
        byte[] plain = ("{\"caller_id\":\"" + number + "\"}").getBytes(StandardCharsets.UTF_8);
        long person = shared.vault.persons().key(FieldType.PHONE, number);
        boolean taken = shared.vault.store(plain, new Receipt() {
            @Override
            public void done(long callRef) {
                loop.execute(() -> arrive(bridge, vertical, callRef, person));
            }

            @Override
            public void failed(IOException cause) {
                LOG.error("call refused=vault problem=\"{}\"", cause.toString());
                loop.execute(() -> bridge.refuse(503, Refusals.RETRY_SECONDS));
            }
        });
        if (!taken) {
            bridge.refuse(503, Refusals.RETRY_SECONDS);
        }
    }

    private void arrive(Bridge bridge, Vertical vertical, long callRef, long person) {
        long correlationId = nextCorrelation++;
        calls.put(correlationId, bridge);
        if (!line.arrived(
                bridge.arrival(),
                correlationId,
                callRef,
                person,
                vertical,
                bridge.attributes(),
                !bridge.isScreened())) {
            calls.remove(correlationId);
            bridge.refuse(503, Refusals.RETRY_SECONDS);
        }
    }
}
