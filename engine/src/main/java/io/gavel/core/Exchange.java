package io.gavel.core;

import io.gavel.core.auction.Auctions;
import io.gavel.core.cost.Costs;
import io.gavel.core.ledger.Ledger;
import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.number.Pools;
import io.gavel.core.score.Scores;
import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.core.usage.Usage;
import io.gavel.message.AccountVisitor;
import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CallArrivedDecoder;
import io.gavel.message.CallHungUpDecoder;
import io.gavel.message.CallMeasuredDecoder;
import io.gavel.message.CallReviewedDecoder;
import io.gavel.message.CallScreenedDecoder;
import io.gavel.message.CallTranscribedDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.CostsReportedDecoder;
import io.gavel.message.CountedOutlet;
import io.gavel.message.DeliveryAnsweredDecoder;
import io.gavel.message.DocumentPutDecoder;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.LegChangedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.OutcomeReportedDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.PaymentRecordedDecoder;
import io.gavel.message.PayoutRecordedDecoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.PoolPutDecoder;
import io.gavel.message.PostReceivedDecoder;
import io.gavel.message.ReturnDecidedDecoder;
import io.gavel.message.ReturnRequestedDecoder;
import io.gavel.message.Rules;
import io.gavel.message.ScoresAskedDecoder;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.SuppressionChangedDecoder;
import io.gavel.message.TimeAdvancedDecoder;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.message.VisitOpenedDecoder;
import io.gavel.message.VisitTouchedDecoder;
import io.gavel.message.VoiceHeardDecoder;
import io.gavel.message.ZoneVisitor;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The rules' one door: deadlines that are due fire first, in their order, each at the message's time; then the message goes
 * to whom it concerns. A message that nobody knows, or that is shorter than it says, changes nothing and is counted.
 */
public final class Exchange implements Rules {
    /** No message has this template. */
    private static final int NONE = 0;
    /** Kinds of entities are numbered below; the last of the values is none. */
    private static final int KINDS = EntityKind.values().length - 1;

    private final Timers timers = new Timers();
    private final CountedOutlet outputs;
    private final Ledger ledger = new Ledger();
    private final Market market;
    private final Pools pools;
    private final Usage usage;
    private final Costs costs;
    private final Scores scores;
    private final Auctions auctions;
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TimeAdvancedDecoder timeAdvanced = new TimeAdvancedDecoder();
    private final VerticalPutDecoder verticalPut = new VerticalPutDecoder();
    private final SellerPutDecoder sellerPut = new SellerPutDecoder();
    private final CampaignPutDecoder campaignPut = new CampaignPutDecoder();
    private final BuyerPutDecoder buyerPut = new BuyerPutDecoder();
    private final OrderPutDecoder orderPut = new OrderPutDecoder();
    private final DocumentPutDecoder documentPut = new DocumentPutDecoder();
    private final PoolPutDecoder poolPut = new PoolPutDecoder();
    private final CarrierPutDecoder carrierPut = new CarrierPutDecoder();
    private final NumberPutDecoder numberPut = new NumberPutDecoder();
    private final EntityDeletedDecoder entityDeleted = new EntityDeletedDecoder();
    private final Shape shape = new Shape();
    private long malformed;
    /** When the last message came. */
    private long lastMicros;

    public Exchange(Outlet outlet) {
        outputs = new CountedOutlet(outlet);
        market = new Market(outputs, timers);
        pools = new Pools(outputs, timers);
        usage = new Usage(outputs, ledger, timers, pools::poolOf);
        costs = new Costs(outputs, ledger);
        scores = new Scores(outputs);
        auctions = new Auctions(outputs, market, ledger, usage, pools, scores, timers);
    }

    @Override
    public void apply(long sequence, long timeMicros, DirectBuffer buffer, int offset, int length) {
        outputs.restart();
        message.wrap(buffer, offset, length);
        int template = shape.isWhole(message) ? header.wrap(message, 0).templateId() : NONE;
        boolean restarted = template == TimeAdvancedDecoder.TEMPLATE_ID
                && timeAdvanced.wrapAndApplyHeader(message, 0, header).restarted() != 0;
        if (restarted) {
            // What the old gateway had in its hands ended with the message before, whatever is due by now.
            auctions.lost(lastMicros);
        }
        lastMicros = timeMicros;
        while (timers.poll(timeMicros)) {
            fire(timers.kind(), timers.id(), timeMicros);
        }
        apply(template, restarted, sequence, timeMicros);
    }

    private void apply(int template, boolean restarted, long sequence, long timeMicros) {
        switch (template) {
            case PingReceivedDecoder.TEMPLATE_ID -> malformed += auctions.ping(message, sequence, timeMicros) ? 0 : 1;
            case PostReceivedDecoder.TEMPLATE_ID -> auctions.post(message, sequence, timeMicros);
            case BidReceivedDecoder.TEMPLATE_ID -> auctions.bid(message, timeMicros);
            case DeliveryAnsweredDecoder.TEMPLATE_ID -> auctions.delivered(message, timeMicros);
            case CallArrivedDecoder.TEMPLATE_ID -> auctions.call(message, sequence, timeMicros);
            case CallScreenedDecoder.TEMPLATE_ID -> auctions.screened(message, timeMicros);
            case LegChangedDecoder.TEMPLATE_ID -> auctions.leg(message, timeMicros);
            case CallHungUpDecoder.TEMPLATE_ID -> auctions.hungUp(message, timeMicros);
            case CallMeasuredDecoder.TEMPLATE_ID -> auctions.measured(message);
            case VoiceHeardDecoder.TEMPLATE_ID -> auctions.voice(message);
            case CallReviewedDecoder.TEMPLATE_ID -> auctions.reviewed(message, timeMicros);
            case CallTranscribedDecoder.TEMPLATE_ID -> auctions.transcribed(message, timeMicros);
            case VisitOpenedDecoder.TEMPLATE_ID -> pools.open(message, sequence, timeMicros);
            case VisitTouchedDecoder.TEMPLATE_ID -> pools.touch(message, timeMicros);
            case ReturnRequestedDecoder.TEMPLATE_ID -> auctions.returned(message, timeMicros);
            case ReturnDecidedDecoder.TEMPLATE_ID -> auctions.returnDecided(message, timeMicros);
            case PayoutRecordedDecoder.TEMPLATE_ID -> auctions.paidOut(message, timeMicros);
            case CostsReportedDecoder.TEMPLATE_ID -> costs.report(message);
            case PaymentRecordedDecoder.TEMPLATE_ID -> auctions.paid(message, timeMicros);
            case SuppressionChangedDecoder.TEMPLATE_ID -> auctions.suppress(message);
            case OutcomeReportedDecoder.TEMPLATE_ID -> auctions.outcome(message);
            case ScoresAskedDecoder.TEMPLATE_ID -> scores.tell(message);
            case TimeAdvancedDecoder.TEMPLATE_ID -> {
                if (restarted) {
                    auctions.restart(timeMicros);
                }
            }
            case VerticalPutDecoder.TEMPLATE_ID -> {
                market.put(verticalPut.wrapAndApplyHeader(message, 0, header), sequence, timeMicros);
                scores.put(verticalPut.wrapAndApplyHeader(message, 0, header));
            }
            case SellerPutDecoder.TEMPLATE_ID ->
                market.put(sellerPut.wrapAndApplyHeader(message, 0, header), sequence, timeMicros);
            case CampaignPutDecoder.TEMPLATE_ID ->
                market.put(campaignPut.wrapAndApplyHeader(message, 0, header), sequence, timeMicros);
            case BuyerPutDecoder.TEMPLATE_ID -> {
                market.put(buyerPut.wrapAndApplyHeader(message, 0, header), sequence, timeMicros);
                auctions.afford(buyerPut.buyerId(), timeMicros);
            }
            case OrderPutDecoder.TEMPLATE_ID ->
                market.put(orderPut.wrapAndApplyHeader(message, 0, header), sequence, timeMicros);
            case DocumentPutDecoder.TEMPLATE_ID ->
                market.put(documentPut.wrapAndApplyHeader(message, 0, header), sequence, timeMicros);
            case PoolPutDecoder.TEMPLATE_ID -> {
                market.put(poolPut.wrapAndApplyHeader(message, 0, header), sequence, timeMicros);
                pools.put(message, timeMicros);
                usage.putPool(message);
            }
            case CarrierPutDecoder.TEMPLATE_ID -> {
                market.put(carrierPut.wrapAndApplyHeader(message, 0, header), sequence);
                usage.putCarrier(message);
            }
            case NumberPutDecoder.TEMPLATE_ID -> {
                market.put(numberPut.wrapAndApplyHeader(message, 0, header), sequence);
                usage.putNumber(message, timeMicros);
            }
            case EntityDeletedDecoder.TEMPLATE_ID -> {
                entityDeleted.wrapAndApplyHeader(message, 0, header);
                if (entityDeleted.kindRaw() >= KINDS) {
                    malformed++;
                    return;
                }
                market.delete(entityDeleted, sequence, timeMicros);
                if (entityDeleted.kindRaw() == EntityKind.POOL.value()) {
                    pools.delete(entityDeleted.entityId(), timeMicros);
                } else if (entityDeleted.kindRaw() == EntityKind.NUMBER.value()) {
                    usage.release(entityDeleted.entityId(), timeMicros);
                }
            }
            default -> malformed++;
        }
    }

    private void fire(int kind, long id, long timeMicros) {
        if (kind == TimerKind.LEASE) {
            pools.fire(id, timeMicros);
        } else if (kind == TimerKind.RENT) {
            usage.fire(timeMicros);
        } else if (kind >= TimerKind.HOURS) {
            market.fire(kind, id, timeMicros);
        } else {
            auctions.fire(kind, id, timeMicros);
        }
    }

    @Override
    public long nextDeadlineMicros() {
        return timers.nextMicros();
    }

    /** Messages that nobody knew, or that were shorter than they said. */
    public long malformed() {
        return malformed;
    }

    /** How many auctions, awards and leads are not over. */
    public int open() {
        return auctions.open();
    }

    @Override
    public int stateVersion() {
        return 9;
    }

    @Override
    public void writeState(StateWriter out) {
        out.putLong(malformed);
        out.putLong(lastMicros);
        timers.writeState(out);
        market.writeState(out);
        ledger.writeState(out);
        pools.writeState(out);
        usage.writeState(out);
        costs.writeState(out);
        scores.writeState(out);
        auctions.writeState(out);
    }

    @Override
    public void readState(StateReader in) {
        malformed = in.getLong();
        lastMicros = in.getLong();
        timers.readState(in);
        market.readState(in);
        ledger.readState(in);
        pools.readState(in);
        usage.readState(in);
        costs.readState(in);
        scores.readState(in);
        auctions.readState(in);
    }

    @Override
    public long footprint() {
        return timers.footprint() + pools.footprint() + scores.footprint() + auctions.footprint();
    }

    @Override
    public void documents(DocumentVisitor visitor) {
        market.documents(visitor);
    }

    @Override
    public void zones(ZoneVisitor visitor) {
        market.zones(visitor);
    }

    @Override
    public boolean hasPool(int poolId) {
        return pools.has(poolId);
    }

    @Override
    public boolean onlyMarks(int campaignId) {
        Campaign campaign = market.campaign(campaignId);
        return campaign != null && campaign.onlyMarks();
    }

    @Override
    public void accounts(AccountVisitor visitor) {
        ledger.accounts(visitor);
    }
}
