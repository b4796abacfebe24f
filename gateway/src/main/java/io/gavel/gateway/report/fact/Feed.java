package io.gavel.gateway.report.fact;

import io.gavel.message.CallAttributedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.CostChangedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ScoreGivenDecoder;
import io.gavel.message.UsageBookedDecoder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the projection hears the line: what counts is copied, and taken away in {@link Rounds}, or sooner when half of the room is
 * taken. When nobody takes it and it is full, it lets everything go: the journal has it. Never waits. Heard on {@code line-out}, emptied on {@code analytics}.
 */
final class Feed implements OutputHandler {
    private final int mostBytes;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private Batch filling;
    private Runnable halfFull = () -> {};
    private boolean gathering;
    private boolean urged;
    private long heard;

    /** {@code recovered}: the last input before the line started. */
    Feed(int mostBytes, long recovered) {
        this.mostBytes = mostBytes;
        this.filling = new Batch();
        this.heard = recovered;
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
        boolean counts = counts(header.wrap(buffer, offset).templateId());
        Runnable urge;
        synchronized (this) {
            heard = sequence;
            if (!counts || !gathering) {
                return;
            }
            if (filling.bytes() + length > mostBytes) {
                gathering = false;
                filling = new Batch();
                return;
            }
            filling.add(sequence, index, timeMicros, buffer, offset, length);
            if (urged || filling.bytes() <= mostBytes / 2) {
                return;
            }
            urged = true;
            urge = halfFull;
        }
        urge.run();
    }

    /** Whom to tell that half of the room is taken; once until it is emptied. */
    synchronized void whenHalfFull(Runnable urge) {
        halfFull = urge;
    }

    /** Whether outputs of a kind make rows. */
    static boolean counts(int templateId) {
        return switch (templateId) {
            case PingAnsweredDecoder.TEMPLATE_ID,
                    LeadAnsweredDecoder.TEMPLATE_ID,
                    MoneyMovedDecoder.TEMPLATE_ID,
                    CallStartedDecoder.TEMPLATE_ID,
                    CallAttributedDecoder.TEMPLATE_ID,
                    CallConnectedDecoder.TEMPLATE_ID,
                    CallEndedDecoder.TEMPLATE_ID,
                    UsageBookedDecoder.TEMPLATE_ID,
                    CostChangedDecoder.TEMPLATE_ID,
                    ReviewNotedDecoder.TEMPLATE_ID,
                    ScoreGivenDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    /** Gathers from now on. What was said up to the input that is answered may have gone by, at least in part; nothing later has. */
    synchronized long gather() {
        filling = new Batch();
        gathering = true;
        urged = false;
        return heard;
    }

    /** What was gathered; {@code emptied} is filled next. Null: it had to let go. */
    synchronized @Nullable Batch take(Batch emptied) {
        if (!gathering) {
            return null;
        }
        Batch taken = filling;
        filling = emptied;
        urged = false;
        return taken;
    }
}
