package io.gavel.core;

import io.gavel.message.AccountKind;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.CostChangedDecoder;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.LegChangedDecoder;
import io.gavel.message.LegEvent;
import io.gavel.message.LegNotedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.RingWantedDecoder;
import io.gavel.message.UsageBookedDecoder;
import io.gavel.message.UsageKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What carriers are owed, worked out a second time, slowly: from the market's puts, from when legs were picked up and over, and
 * from a calendar; with decimals. The ledger has to say the same after every message.
 */
final class UsageTwin {
    private record Rate(long minute, int first, int step) {}

    private record Carrier(Rate inbound, Rate outbound, Rate recording, long platform, long monthly) {}

    private record Rented(int carrier, long monthly, long minute, long since, boolean rented) {}

    private static final class Call {
        int carrier;
        int number;
        int campaign;
        long answered;
        long connected;
        int connectedOrder;
        final Map<Integer, Long> pickedUp = new HashMap<>();
        final Map<Integer, Boolean> direct = new HashMap<>();
    }

    private final Shape shape = new Shape();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Map<Integer, Carrier> carriers = new HashMap<>();
    private final Map<Integer, Rented> numbers = new HashMap<>();
    private final Map<Integer, Long> lookedAt = new HashMap<>();
    private final Map<Integer, Long> lastBooked = new HashMap<>();
    private final Map<Integer, Integer> orderCarriers = new HashMap<>();
    private final Map<Integer, Boolean> recorded = new HashMap<>();
    private final Map<Long, Call> calls = new HashMap<>();
    private final Map<Integer, Long> owed = new TreeMap<>();
    private final Map<Integer, Long> told = new TreeMap<>();
    private int answeredMillis;
    long spent;
    int bookings;

    /** A message that is about to be given: what is due before it, and what it changes. */
    void giving(UnsafeBuffer message, long now) {
        rent(now);
        answeredMillis = 0;
        if (!shape.isWhole(message)) {
            return;
        }
        switch (header.wrap(message, 0).templateId()) {
            case CarrierPutDecoder.TEMPLATE_ID -> {
                CarrierPutDecoder put = new CarrierPutDecoder().wrapAndApplyHeader(message, 0, header);
                carriers.put(
                        put.carrierId(),
                        new Carrier(
                                new Rate(put.inboundMicros(), put.inboundFirst(), put.inboundStep()),
                                new Rate(put.outboundMicros(), put.outboundFirst(), put.outboundStep()),
                                new Rate(put.recordingMicros(), put.recordingFirst(), put.recordingStep()),
                                put.platformMicros(),
                                put.monthlyMicros()));
            }
            case NumberPutDecoder.TEMPLATE_ID -> {
                NumberPutDecoder put = new NumberPutDecoder().wrapAndApplyHeader(message, 0, header);
                int id = put.numberId();
                boolean rented = put.rented() != 0;
                numbers.put(
                        id,
                        new Rented(put.carrierId(), put.monthlyMicros(), put.minuteMicros(), put.sinceDay(), rented));
                long today = Math.floorDiv(now, 86_400_000_000L);
                if (rented && put.sinceDay() <= today && lastBooked.getOrDefault(id, Long.MIN_VALUE) < today) {
                    day(id, today);
                }
                lookedAt.put(id, today);
            }
            case EntityDeletedDecoder.TEMPLATE_ID -> {
                EntityDeletedDecoder deleted = new EntityDeletedDecoder().wrapAndApplyHeader(message, 0, header);
                if (deleted.kindRaw() == EntityKind.NUMBER.value()) {
                    numbers.remove(deleted.entityId());
                }
            }
            case OrderPutDecoder.TEMPLATE_ID -> {
                OrderPutDecoder put = new OrderPutDecoder().wrapAndApplyHeader(message, 0, header);
                orderCarriers.put(put.orderId(), put.carrierId());
            }
            case CampaignPutDecoder.TEMPLATE_ID -> {
                CampaignPutDecoder put = new CampaignPutDecoder().wrapAndApplyHeader(message, 0, header);
                recorded.put(put.campaignId(), put.recorded() == 1);
            }
            case LegChangedDecoder.TEMPLATE_ID ->
                answeredMillis = Math.max(
                        0,
                        new LegChangedDecoder()
                                .wrapAndApplyHeader(message, 0, header)
                                .answeredMillis());
            default -> {}
        }
    }

    /** One output of the message that came now. */
    void hear(UnsafeBuffer message, long now) {
        switch (header.wrap(message, 0).templateId()) {
            case CallStartedDecoder.TEMPLATE_ID -> {
                CallStartedDecoder started = new CallStartedDecoder().wrapAndApplyHeader(message, 0, header);
                Call call = new Call();
                call.carrier = started.carrierId();
                call.number = started.numberId();
                call.campaign = started.campaignId();
                call.answered = started.flags().ready() ? 0 : now;
                calls.put(started.callId(), call);
            }
            case RingWantedDecoder.TEMPLATE_ID -> {
                RingWantedDecoder ring = new RingWantedDecoder().wrapAndApplyHeader(message, 0, header);
                ring.skipReference();
                boolean direct = !ring.destination().isEmpty();
                call(ring.callId()).direct.put(ring.orderId(), direct);
            }
            case LegNotedDecoder.TEMPLATE_ID -> leg(new LegNotedDecoder().wrapAndApplyHeader(message, 0, header), now);
            case CallEndedDecoder.TEMPLATE_ID -> {
                CallEndedDecoder ended = new CallEndedDecoder().wrapAndApplyHeader(message, 0, header);
                Call call = calls.remove(ended.callId());
                if (call != null) {
                    over(call, ended.endedMicros());
                }
            }
            case UsageBookedDecoder.TEMPLATE_ID -> {
                UsageBookedDecoder booked = new UsageBookedDecoder().wrapAndApplyHeader(message, 0, header);
                bookings++;
                told.merge(booked.carrierId(), booked.amountMicros(), Math::addExact);
                same(
                        "balance told of " + booked.carrierId(),
                        told.getOrDefault(booked.carrierId(), 0L),
                        booked.balanceMicros());
                if (booked.kind() == UsageKind.PAYMENT) {
                    owed.merge(booked.carrierId(), booked.amountMicros(), Math::addExact);
                }
            }
            case CostChangedDecoder.TEMPLATE_ID -> {
                CostChangedDecoder cost = new CostChangedDecoder().wrapAndApplyHeader(message, 0, header);
                spent += cost.amountMicros() - cost.beforeMicros();
            }
            default -> {}
        }
    }

    /** After each message: the ledger owes carriers what the twin thinks, and spent what was told. */
    void check(Exchange exchange) {
        long[] advertising = new long[1];
        exchange.accounts((kind, id, balance, holds) -> {
            if (kind == AccountKind.CARRIER) {
                same("carrier " + id, owed.getOrDefault(id, 0L), balance);
            } else if (kind == AccountKind.ADVERTISING) {
                advertising[0] = balance;
            }
        });
        same("advertising", spent, advertising[0]);
        owed.forEach((id, amount) -> same("told of " + id, amount, told.getOrDefault(id, 0L)));
    }

    private void leg(LegNotedDecoder leg, long now) {
        Call call = call(leg.callId());
        int order = leg.orderId();
        if (leg.what() == LegEvent.ANSWERED) {
            call.answered = call.answered == 0 ? now : call.answered;
            call.pickedUp.put(order, now - answeredMillis * 1_000L);
            call.connected = now;
            call.connectedOrder = order;
        } else if (leg.what() == LegEvent.FAILED) {
            if (answeredMillis > 0) {
                call.pickedUp.put(order, now - answeredMillis * 1_000L);
                legOver(call, order, now);
            }
        } else if (call.pickedUp.containsKey(order)) {
            legOver(call, order, now);
        }
    }

    private void legOver(Call call, int order, long end) {
        long begun = call.pickedUp.getOrDefault(order, end);
        call.pickedUp.remove(order);
        int carrier = orderCarriers.getOrDefault(order, 0);
        Carrier through = carriers.get(carrier);
        boolean direct = Boolean.TRUE.equals(call.direct.get(order));
        if (through != null && !direct) {
            minutes(carrier, through.outbound, through.outbound.minute, end - begun);
        }
        Carrier by = carriers.get(call.carrier);
        if (by != null && call.connectedOrder == order && Boolean.TRUE.equals(recorded.get(call.campaign))) {
            minutes(call.carrier, by.recording, by.recording.minute, end - call.connected);
        }
        if (call.connectedOrder == order) {
            call.connectedOrder = 0;
        }
    }

    private void over(Call call, long end) {
        for (int order : call.pickedUp.keySet().toArray(new Integer[0])) {
            legOver(call, order, end);
        }
        Carrier by = carriers.get(call.carrier);
        if (call.answered == 0 || by == null) {
            return;
        }
        Rented number = numbers.get(call.number);
        boolean own = number != null && number.rented && number.minute >= 0;
        minutes(
                call.carrier,
                by.inbound,
                own && number != null ? number.minute : by.inbound.minute,
                end - call.answered);
        owe(call.carrier, by.platform);
    }

    private void minutes(int carrier, Rate rate, long minute, long micros) {
        long seconds = new BigDecimal(Math.max(0, micros))
                .divide(new BigDecimal(1_000_000), 0, RoundingMode.CEILING)
                .longValueExact();
        long billed = rate.first;
        while (billed < seconds) {
            billed += rate.step;
        }
        owe(
                carrier,
                new BigDecimal(minute)
                        .multiply(new BigDecimal(billed))
                        .divide(new BigDecimal(60), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    /** All days that have begun since the last message. */
    private void rent(long now) {
        long today = Math.floorDiv(now, 86_400_000_000L);
        for (int id : numbers.keySet().toArray(new Integer[0])) {
            Rented number = rented(id);
            long from = Math.max(lookedAt.getOrDefault(id, today) + 1, number.since);
            for (long day = from; number.rented && day <= today; day++) {
                day(id, day);
            }
            lookedAt.put(id, today);
        }
    }

    private void day(int id, long epochDay) {
        Rented number = rented(id);
        Carrier carrier = carriers.get(number.carrier);
        long monthly = number.monthly >= 0 ? number.monthly : carrier == null ? 0 : carrier.monthly;
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        if (number.carrier > 0) {
            owe(number.carrier, part(monthly, day.getDayOfMonth(), day) - part(monthly, day.getDayOfMonth() - 1, day));
        }
        lastBooked.put(id, epochDay);
    }

    private static long part(long monthly, int days, LocalDate month) {
        return new BigDecimal(monthly)
                .multiply(new BigDecimal(days))
                .divide(new BigDecimal(month.lengthOfMonth()), 0, RoundingMode.FLOOR)
                .longValueExact();
    }

    private Rented rented(int id) {
        return Objects.requireNonNull(numbers.get(id));
    }

    private void owe(int carrier, long amount) {
        owed.merge(carrier, amount, Math::addExact);
    }

    private Call call(long id) {
        @Nullable Call call = calls.get(id);
        if (call == null) {
            throw new AssertionError("no call " + id);
        }
        return call;
    }

    private static void same(String what, long expected, long found) {
        if (expected != found) {
            throw new AssertionError(what + ": " + found + ", expected " + expected);
        }
    }
}
