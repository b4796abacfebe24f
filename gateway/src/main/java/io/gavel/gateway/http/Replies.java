package io.gavel.gateway.http;

import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.EntityChangedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ScoresToldDecoder;
import io.gavel.message.VisitAnsweredDecoder;
import java.security.SecureRandom;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Where event loops wait for what the line answers. Outputs come on one thread of the line, which copies each answer into the
 * queue of its loop and wakes a loop once for all that is there.
 *
 * <p>A correlation id is the loop's index (16 bits) and a count (48 bits) that begins at random: an answer to a request of an
 * earlier run, sent again after a restart, finds nobody.
 */
public final class Replies implements OutputHandler {
    private static final int COUNT_BITS = 48;
    private static final int RANDOM_BITS = 47;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final EntityChangedDecoder entity = new EntityChangedDecoder();
    private final CommandAnsweredDecoder command = new CommandAnsweredDecoder();
    private final VisitAnsweredDecoder visit = new VisitAnsweredDecoder();
    private final ScoresToldDecoder scores = new ScoresToldDecoder();
    private final Waiting[] loops;

    public Replies(List<Loop> loops) {
        SecureRandom random = new SecureRandom();
        this.loops = new Waiting[loops.size()];
        for (Loop loop : loops) {
            long prefix = (long) loop.index() << COUNT_BITS;
            this.loops[loop.index()] = new Waiting(loop, prefix, random.nextLong() >>> (Long.SIZE - RANDOM_BITS));
        }
    }

    /** Starts to look for what was not answered in time, on every loop. */
    public void start() {
        for (Waiting loop : loops) {
            loop.start();
        }
    }

    /**
     * Waits for the output that carries the returned correlation id. Called on the loop that waits.
     *
     * @param timeoutMillis when {@link Reply#timedOut} is called instead, from now on, give or take 100 ms
     * @return the correlation id to send; 0 if this loop waits for too much already: answer 503
     */
    public long await(Loop loop, long timeoutMillis, Reply reply) {
        return loops[loop.index()].await(timeoutMillis, reply);
    }

    /**
     * Stops waiting, because what was to be asked could not be sent. Called on the loop that waits.
     *
     * @return false if the reply heard already that nobody answers
     */
    public boolean forget(Loop loop, long correlationId) {
        return loops[loop.index()].forget(correlationId);
    }

    /** Requests that wait now, on all loops; about. */
    public int waiting() {
        int sum = 0;
        for (Waiting loop : loops) {
            sum += loop.size();
        }
        return sum;
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
        long correlationId = correlationId(buffer, offset);
        if (correlationId != 0) {
            int loop = (int) (correlationId >>> COUNT_BITS);
            if (loop < loops.length) {
                loops[loop].answer(correlationId, buffer, offset, length);
            }
        }
        if (endOfBatch) {
            for (Waiting loop : loops) {
                loop.wake();
            }
        }
    }

    private long correlationId(DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        int body = offset + header.encodedLength();
        return switch (header.templateId()) {
            case PingAnsweredDecoder.TEMPLATE_ID ->
                ping.wrap(buffer, body, header.blockLength(), header.version()).correlationId();
            case LeadAnsweredDecoder.TEMPLATE_ID ->
                lead.wrap(buffer, body, header.blockLength(), header.version()).correlationId();
            case EntityChangedDecoder.TEMPLATE_ID ->
                entity.wrap(buffer, body, header.blockLength(), header.version())
                        .correlationId();
            case CommandAnsweredDecoder.TEMPLATE_ID ->
                command.wrap(buffer, body, header.blockLength(), header.version())
                        .correlationId();
            case VisitAnsweredDecoder.TEMPLATE_ID ->
                visit.wrap(buffer, body, header.blockLength(), header.version()).correlationId();
            case ScoresToldDecoder.TEMPLATE_ID ->
                scores.wrap(buffer, body, header.blockLength(), header.version())
                        .correlationId();
            default -> 0;
        };
    }
}
