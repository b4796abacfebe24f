package io.gavel.gateway.demo.day;

import io.gavel.gateway.demo.SampleMarket;
import io.gavel.gateway.demo.Temper;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.RingCancelledDecoder;
import io.gavel.message.RingWantedDecoder;
import io.gavel.message.VisitAnsweredDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The door: everybody who takes part, and what they hear. One thread. */
public final class Day {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Of all calls; the others are to numbers that are always shown. */
    private static final double OF_VISITS = 0.3;

    private final World world;
    private final SellersDay sellers;
    private final BuyersDay buyers;
    private final CallersDay callers;
    private final AgentsDay agents;
    private final VisitorsDay visitors;
    private final CostsDay costs;
    private final PaymentsDay payments;

    /**
     * Wires everybody.
     *
     * @param leads the vault of leads and callers
     * @param visits the vault of what visitors told
     * @param market as sellers and callers know it; in force
     * @param tempers of buyers by their ports; whoever is not in it answers at once
     */
    public Day(
            DayPlan plan,
            DayClock clock,
            DayLine line,
            Directory directory,
            Vault leads,
            Vault visits,
            SampleMarket market,
            Map<Integer, Temper> tempers) {
        this.world = new World(
                plan,
                clock,
                new Agenda(clock),
                line,
                directory,
                leads,
                visits,
                market,
                new SplittableRandom(plan.seed()),
                new DayFigures());
        this.sellers = new SellersDay(world);
        this.buyers = new BuyersDay(world, tempers);
        this.callers = new CallersDay(world);
        this.agents = new AgentsDay(world);
        this.visitors = new VisitorsDay(world, callers);
        this.costs = new CostsDay(world);
        this.payments = new PaymentsDay(world);
    }

    /**
     * Lives it; then nothing is left on the line of it.
     *
     * @param each hears about once a second of real time how far it is
     * @param stopped from any thread: no more of it
     * @return what happened, in words
     */
    public String live(Consumer<String> each, BooleanSupplier stopped) {
        DayPlan plan = world.plan();
        long ofVisits = Math.round(plan.calls() * OF_VISITS);
        sellers.begin();
        callers.begin(plan.calls() - ofVisits);
        visitors.begin(ofVisits);
        costs.begin(ofVisits * VisitorsDay.CALLS_ONE_IN);
        payments.begin();
        long windowMicros = TimeUnit.NANOSECONDS.toMicros(plan.window().toNanos());
        long told = System.nanoTime();
        while (!stopped.getAsBoolean() && world.agenda().next(windowMicros)) {
            world.line().settle(this::hear);
            if (System.nanoTime() - told > SECOND_NANOS) {
                told += SECOND_NANOS;
                each.accept(moment());
            }
        }
        return world.figures().toString();
    }

    private String moment() {
        Instant now = world.clock().instant();
        Duration gone = Duration.between(world.plan().from(), now);
        return String.format("%02d:%02d", gone.toHours(), gone.toMinutesPart()) + "  " + world.figures();
    }

    private void hear(Heard heard) {
        switch (heard.template()) {
            case PingAnsweredDecoder.TEMPLATE_ID ->
                sellers.answered(new PingAnsweredDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            case BidsWantedDecoder.TEMPLATE_ID ->
                buyers.asked(new BidsWantedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            case DeliveryWantedDecoder.TEMPLATE_ID ->
                buyers.delivered(new DeliveryWantedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            case LeadAnsweredDecoder.TEMPLATE_ID -> {
                sellers.answered(new LeadAnsweredDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
                buyers.sold(new LeadAnsweredDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
                payments.sold(new LeadAnsweredDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            }
            case CallStartedDecoder.TEMPLATE_ID ->
                callers.started(new CallStartedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            case RingWantedDecoder.TEMPLATE_ID ->
                agents.rung(
                        new RingWantedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()),
                        heard.timeMicros());
            case RingCancelledDecoder.TEMPLATE_ID ->
                agents.cancelled(new RingCancelledDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            case CallConnectedDecoder.TEMPLATE_ID -> {
                agents.connected(new CallConnectedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
                callers.connected(new CallConnectedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            }
            case CallEndedDecoder.TEMPLATE_ID -> {
                agents.ended(new CallEndedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
                callers.ended(new CallEndedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
                payments.ended(new CallEndedDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            }
            case VisitAnsweredDecoder.TEMPLATE_ID ->
                visitors.answered(new VisitAnsweredDecoder().wrapAndApplyHeader(heard.message(), 0, heard.header()));
            default -> throw new IllegalStateException("nobody acts upon message " + heard.template());
        }
    }
}
