package io.gavel.view;

import io.gavel.message.CallAttributedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallNotedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.CostChangedDecoder;
import io.gavel.message.DeliveryNotedDecoder;
import io.gavel.message.EntityChangedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.LegNotedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.OrderStandingDecoder;
import io.gavel.message.OutcomeNotedDecoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ReturnNotedDecoder;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.RingCancelledDecoder;
import io.gavel.message.RingWantedDecoder;
import io.gavel.message.ScoreGivenDecoder;
import io.gavel.message.ScoreStage;
import io.gavel.message.TranscriptNotedDecoder;
import io.gavel.message.UsageBookedDecoder;
import io.gavel.message.View;
import io.gavel.message.VoiceNotedDecoder;
import org.agrona.DirectBuffer;

/**
 * The read models' door: hears every output on the view thread and hands out the stores, which any thread may read.
 *
 * <p>Each store keeps the stamp (sequence, index) of what it has seen with its data and skips what comes again, so outputs
 * may be told twice, from {@link #lastSequence} on, and each counts once.
 */
public final class Views implements View, AutoCloseable {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final DeliveryNotedDecoder noted = new DeliveryNotedDecoder();
    private final MoneyMovedDecoder money = new MoneyMovedDecoder();
    private final OrderStandingDecoder standing = new OrderStandingDecoder();
    private final CallStartedDecoder callStarted = new CallStartedDecoder();
    private final CallConnectedDecoder callConnected = new CallConnectedDecoder();
    private final LegNotedDecoder legNoted = new LegNotedDecoder();
    private final RingWantedDecoder ringWanted = new RingWantedDecoder();
    private final RingCancelledDecoder ringCancelled = new RingCancelledDecoder();
    private final CallEndedDecoder callEnded = new CallEndedDecoder();
    private final CallAttributedDecoder callAttributed = new CallAttributedDecoder();
    private final CallNotedDecoder callNoted = new CallNotedDecoder();
    private final EntityChangedDecoder entity = new EntityChangedDecoder();
    private final UsageBookedDecoder usage = new UsageBookedDecoder();
    private final CostChangedDecoder cost = new CostChangedDecoder();
    private final ReturnNotedDecoder returned = new ReturnNotedDecoder();
    private final ReviewNotedDecoder review = new ReviewNotedDecoder();
    private final VoiceNotedDecoder voice = new VoiceNotedDecoder();
    private final TranscriptNotedDecoder transcript = new TranscriptNotedDecoder();
    private final ScoreGivenDecoder score = new ScoreGivenDecoder();
    private final OutcomeNotedDecoder outcome = new OutcomeNotedDecoder();
    private final Stores stores;
    private volatile long appliedSequence;

    private Views(Stores stores) {
        this.stores = stores;
        this.appliedSequence = stores.lastSequence();
    }

    /**
     * Opens the stores, or makes them; takes about a second, for Chronicle Map compiles at run time. Stores that were not
     * closed in order are repaired; if they cannot be, or the machine itself was restarted since, they are made anew and
     * {@link #lastSequence} is 0.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be used
     */
    public static Views open(ViewConfig config) {
        return new Views(Stores.open(config));
    }

    @Override
    public String name() {
        return "views";
    }

    @Override
    public long lastSequence() {
        return stores.lastSequence();
    }

    /** The last input of which an output was heard here. Any thread. */
    public long appliedSequence() {
        return appliedSequence;
    }

    @Override
    public void rebuild(long fromSequence) {
        stores.forget(Stamp.of(fromSequence, 0));
        appliedSequence = stores.lastSequence();
    }

    /** How the stores were found, for the log. */
    public String found() {
        return stores.found();
    }

    public PingStore pings() {
        return stores.pings();
    }

    public LeadStore leads() {
        return stores.leads();
    }

    public MoneyStore money() {
        return stores.transfers();
    }

    public AuditStore audit() {
        return stores.versions();
    }

    public StandingStore standings() {
        return stores.standings();
    }

    public CallStore calls() {
        return stores.calls();
    }

    public UsageStore usage() {
        return stores.usages();
    }

    public ReturnStore returns() {
        return stores.returns();
    }

    public ReviewStore reviews() {
        return stores.reviews();
    }

    public CostStore costs() {
        return stores.costs();
    }

    public PnlStore pnl() {
        return stores.cube();
    }

    /** How many records a store gave up for newer ones since it was opened. */
    public long evicted(StoreName store) {
        return stores.evicted(store);
    }

    @Override
    public void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        header.wrap(buffer, offset);
        long stamp = Stamp.of(sequence, index);
        switch (header.templateId()) {
            case PingAnsweredDecoder.TEMPLATE_ID -> {
                ping.wrapAndApplyHeader(buffer, offset, header);
                stores.pings().answered(stamp, timeMicros, ping, buffer, offset, length);
                stores.counts().ping(stamp, timeMicros, ping);
            }
            case LeadAnsweredDecoder.TEMPLATE_ID -> {
                lead.wrapAndApplyHeader(buffer, offset, header);
                stores.leads().answered(stamp, timeMicros, lead, buffer, offset, length);
                stores.counts().lead(stamp, timeMicros, lead);
            }
            case DeliveryNotedDecoder.TEMPLATE_ID -> {
                noted.wrapAndApplyHeader(buffer, offset, header);
                stores.leads().noted(stamp, timeMicros, noted, buffer, offset, length);
            }
            case MoneyMovedDecoder.TEMPLATE_ID -> {
                money.wrapAndApplyHeader(buffer, offset, header);
                stores.transfers().moved(stamp, timeMicros, money);
                money.wrapAndApplyHeader(buffer, offset, header);
                stores.counts().money(stamp, timeMicros, money);
            }
            case UsageBookedDecoder.TEMPLATE_ID -> {
                usage.wrapAndApplyHeader(buffer, offset, header);
                stores.usages().booked(stamp, timeMicros, usage);
                usage.wrapAndApplyHeader(buffer, offset, header);
                stores.counts().usage(stamp, timeMicros, usage);
            }
            case CostChangedDecoder.TEMPLATE_ID ->
                stores.costs().changed(stamp, cost.wrapAndApplyHeader(buffer, offset, header));
            case ReturnNotedDecoder.TEMPLATE_ID ->
                stores.returns().noted(stamp, timeMicros, returned.wrapAndApplyHeader(buffer, offset, header));
            case ReviewNotedDecoder.TEMPLATE_ID -> {
                review.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().told(stamp, timeMicros, review.callId(), buffer, offset, length);
                stores.reviews().noted(stamp, timeMicros, review);
                stores.counts().review(stamp, timeMicros, review.wrapAndApplyHeader(buffer, offset, header));
            }
            case VoiceNotedDecoder.TEMPLATE_ID -> {
                voice.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().told(stamp, timeMicros, voice.callId(), buffer, offset, length);
            }
            case TranscriptNotedDecoder.TEMPLATE_ID -> {
                transcript.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().told(stamp, timeMicros, transcript.callId(), buffer, offset, length);
            }
            case OrderStandingDecoder.TEMPLATE_ID -> {
                standing.wrapAndApplyHeader(buffer, offset, header);
                stores.standings().changed(stamp, standing);
            }
            case EntityChangedDecoder.TEMPLATE_ID -> {
                entity.wrapAndApplyHeader(buffer, offset, header);
                stores.versions().changed(stamp, timeMicros, entity);
            }
            case CallStartedDecoder.TEMPLATE_ID -> {
                callStarted.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().started(stamp, timeMicros, callStarted, buffer, offset, length);
                stores.counts().started(stamp, timeMicros, callStarted);
            }
            case CallConnectedDecoder.TEMPLATE_ID -> {
                callConnected.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().told(stamp, timeMicros, callConnected.callId(), buffer, offset, length);
                stores.counts().connected(stamp, timeMicros, callConnected);
            }
            case LegNotedDecoder.TEMPLATE_ID ->
                stores.calls()
                        .told(
                                stamp,
                                timeMicros,
                                legNoted.wrapAndApplyHeader(buffer, offset, header)
                                        .callId(),
                                buffer,
                                offset,
                                length);
            case RingWantedDecoder.TEMPLATE_ID -> {
                ringWanted.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().told(stamp, timeMicros, ringWanted.callId(), buffer, offset, length);
            }
            case RingCancelledDecoder.TEMPLATE_ID -> {
                ringCancelled.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().told(stamp, timeMicros, ringCancelled.callId(), buffer, offset, length);
            }
            case CallEndedDecoder.TEMPLATE_ID -> {
                callEnded.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().told(stamp, timeMicros, callEnded.callId(), buffer, offset, length);
                stores.counts().ended(stamp, timeMicros, callEnded);
            }
            case CallAttributedDecoder.TEMPLATE_ID -> {
                callAttributed.wrapAndApplyHeader(buffer, offset, header);
                stores.calls().told(stamp, timeMicros, callAttributed.callId(), buffer, offset, length);
            }
            case CallNotedDecoder.TEMPLATE_ID ->
                stores.calls()
                        .told(
                                stamp,
                                timeMicros,
                                callNoted
                                        .wrapAndApplyHeader(buffer, offset, header)
                                        .callId(),
                                buffer,
                                offset,
                                length);
            case ScoreGivenDecoder.TEMPLATE_ID -> {
                score.wrapAndApplyHeader(buffer, offset, header);
                if (score.stage() == ScoreStage.POST) {
                    stores.leads().told(stamp, timeMicros, score.id(), true, buffer, offset, length);
                } else {
                    stores.calls().told(stamp, timeMicros, score.id(), buffer, offset, length);
                }
            }
            case OutcomeNotedDecoder.TEMPLATE_ID -> {
                outcome.wrapAndApplyHeader(buffer, offset, header);
                stores.leads().told(stamp, timeMicros, outcome.id(), false, buffer, offset, length);
                stores.calls().told(stamp, timeMicros, outcome.id(), buffer, offset, length);
            }
            default -> {}
        }
        appliedSequence = sequence;
        stores.heard(stamp, timeMicros);
    }

    /** Writes down what is not yet and closes in order. The view thread must have stopped. */
    @Override
    public void close() {
        stores.close();
    }
}
