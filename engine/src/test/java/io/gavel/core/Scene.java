package io.gavel.core;

import io.gavel.message.AwardReleasedDecoder;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A small exchange that a test plays with by hand: does things, and says in short lines what was said. */
final class Scene {
    static final long START = 1_780_000_000_000_000L;

    final Recorder out = new Recorder();
    final Exchange exchange = new Exchange(out);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    long sequence;
    long now = START;

    /** One seller paid 80 %, one buyer without limit. */
    Scene() {
        give(Inputs.vertical(1));
        give(Inputs.seller(1, 0.8, 0, true));
        give(Inputs.buyer(1, Long.MAX_VALUE, true, 0));
        out.take();
    }

    long give(UnsafeBuffer message) {
        exchange.apply(++sequence, now, message, 0, message.capacity());
        return sequence;
    }

    Scene campaign(CampaignSpec spec) {
        give(Inputs.campaign(spec));
        out.take();
        return this;
    }

    Scene orders(OrderSpec... specs) {
        for (OrderSpec spec : specs) {
            give(Inputs.order(spec));
        }
        out.take();
        return this;
    }

    long ping(PingSpec spec) {
        return give(Inputs.ping(spec));
    }

    long post(long pingId, PingSpec spec, int... chosen) {
        return give(Inputs.post(pingId, spec.seller, 2, 0, spec.attributes, spec.persons, chosen));
    }

    void bid(long pingId, int orderId, long priceMicros) {
        give(Inputs.bid(pingId, orderId, BidAnswer.BID, priceMicros, ""));
    }

    void bid(long pingId, int orderId, BidAnswer answer) {
        give(Inputs.bid(pingId, orderId, answer, 0, ""));
    }

    void deliver(long leadId, int orderId, int attempt, DeliveryAnswer answer) {
        give(Inputs.delivered(leadId, orderId, attempt, answer));
    }

    void pass(long millis) {
        now += millis * 1_000;
        give(Inputs.time(false));
    }

    /** What was said since last asked, but for changes of the market and notes on deliveries. */
    List<String> said() {
        List<String> lines = new ArrayList<>();
        for (UnsafeBuffer message : out.take()) {
            String line = line(message);
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private String line(UnsafeBuffer message) {
        return switch (out.template(message)) {
            case PingAnsweredDecoder.TEMPLATE_ID ->
                ping(new PingAnsweredDecoder().wrapAndApplyHeader(message, 0, header));
            case BidsWantedDecoder.TEMPLATE_ID -> asked(new BidsWantedDecoder().wrapAndApplyHeader(message, 0, header));
            case LeadAnsweredDecoder.TEMPLATE_ID ->
                lead(new LeadAnsweredDecoder().wrapAndApplyHeader(message, 0, header));
            case DeliveryWantedDecoder.TEMPLATE_ID -> {
                DeliveryWantedDecoder wanted = new DeliveryWantedDecoder().wrapAndApplyHeader(message, 0, header);
                yield "deliver to " + wanted.orderId() + " for " + units(wanted.priceMicros()) + " attempt "
                        + wanted.attempt();
            }
            case AwardReleasedDecoder.TEMPLATE_ID -> {
                AwardReleasedDecoder released = new AwardReleasedDecoder().wrapAndApplyHeader(message, 0, header);
                yield "released " + released.orderId() + " " + released.cause();
            }
            case MoneyMovedDecoder.TEMPLATE_ID -> {
                MoneyMovedDecoder money = new MoneyMovedDecoder().wrapAndApplyHeader(message, 0, header);
                yield money.kind() + " " + units(money.priceMicros()) + " to seller " + units(money.payoutMicros());
            }
            case CommandAnsweredDecoder.TEMPLATE_ID -> {
                CommandAnsweredDecoder done = new CommandAnsweredDecoder().wrapAndApplyHeader(message, 0, header);
                yield "done " + Reason.of(done.reason()) + " " + done.count();
            }
            default -> CallLines.of(message);
        };
    }

    private static String ping(PingAnsweredDecoder answer) {
        StringBuilder line = new StringBuilder("ping ");
        line.append(answer.correlationId()).append(' ');
        line.append(
                answer.reason() == 0 ? "accepted" : Reason.of(answer.reason()).word());
        line.append(answer.flags().repeated() ? " repeated" : "");
        for (PingAnsweredDecoder.BidsDecoder bids = answer.bids(); bids.hasNext(); ) {
            bids.next();
            line.append(", ").append(bids.orderId()).append(' ').append(bids.outcome());
            line.append(' ').append(units(bids.bidMicros()));
            if (bids.outcome() == Outcome.WON) {
                line.append(" pays ").append(units(bids.priceMicros()));
                line.append(" gives ").append(units(bids.payoutMicros()));
            }
        }
        return line.toString();
    }

    private static String asked(BidsWantedDecoder asked) {
        StringBuilder line = new StringBuilder("ask");
        for (BidsWantedDecoder.OrdersDecoder orders = asked.orders(); orders.hasNext(); ) {
            orders.next();
            line.append(' ').append(orders.orderId()).append(" in ").append(orders.timeoutMillis());
        }
        return line.toString();
    }

    private static String lead(LeadAnsweredDecoder answer) {
        StringBuilder line = new StringBuilder("lead ");
        line.append(answer.correlationId()).append(' ').append(answer.status());
        line.append(answer.reason() == 0 ? "" : " " + Reason.of(answer.reason()).word());
        line.append(answer.first() == 1 ? " first" : "");
        for (LeadAnsweredDecoder.SalesDecoder sales = answer.sales(); sales.hasNext(); ) {
            sales.next();
            line.append(", ").append(sales.orderId()).append(' ').append(sales.state());
            line.append(' ')
                    .append(units(sales.priceMicros()))
                    .append(" gives ")
                    .append(units(sales.payoutMicros()));
        }
        return line.toString();
    }

    private static String units(long micros) {
        return io.gavel.message.Money.text(micros);
    }
}
