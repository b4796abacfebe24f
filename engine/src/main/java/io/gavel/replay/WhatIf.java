package io.gavel.replay;

import io.gavel.journal.JournalException;
import io.gavel.journal.JournalReader;
import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.PoolPutDecoder;
import io.gavel.message.Rules;
import io.gavel.message.VerticalPutDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What would have come of the recorded traffic under another market: the whole journal is run through two sets of rules side
 * by side, one with the market as it was, changes included, one with the other market from the beginning. Only reads, also
 * while an exchange is writing there; one thread.
 */
public final class WhatIf {
    private final Path journal;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** The other market. */
    @FunctionalInterface
    public interface OtherMarket {
        /**
         * Its entities as inputs, in the order in which they can be put.
         *
         * @param recorded shows all that was ever in the market, so that names keep their ids
         * @param beginMicros when the record begins
         */
        List<byte[]> inputs(Consumer<DocumentVisitor> recorded, long beginMicros);
    }

    /**
     * What came of it.
     *
     * @param beginMicros when the record begins
     * @param endMicros the time of its last message
     * @param sequence of its last message
     * @param then the market as it was
     * @param now the other market
     * @param recorded shows all that was in the market, ever
     * @param other shows the other market
     * @param bidsOfNoOrder bids recorded of orders that are not in the other market
     * @param neverAsked bids that were wanted of orders that were not asked then: taken as no bid
     * @param neverDelivered deliveries that were not made then: taken as accepted
     * @param postsForOthers posts that chose bids which did not win now: taken as meant for those that did
     */
    public record Result(
            long beginMicros,
            long endMicros,
            long sequence,
            Tally then,
            Tally now,
            Consumer<DocumentVisitor> recorded,
            Consumer<DocumentVisitor> other,
            long bidsOfNoOrder,
            long neverAsked,
            long neverDelivered,
            long postsForOthers) {}

    private WhatIf(Path journal) {
        this.journal = journal;
    }

    /**
     * Runs it.
     *
     * @param root the data directory
     * @throws JournalException if the journal is not there from its first message, or cannot be trusted
     */
    public static Result run(Path root, Function<Outlet, Rules> makeRules, OtherMarket other) {
        Path journal = root.resolve("journal");
        if (!Files.isDirectory(journal)) {
            throw new JournalException(root + " is not the data directory of an exchange");
        }
        long first = JournalReader.firstSequence(journal);
        if (first == 0) {
            throw new JournalException(journal + " holds no messages");
        }
        if (first > 1) {
            throw new JournalException("messages 1 to " + (first - 1) + " are no longer in " + journal
                    + ": another market can only be tried from the beginning of the record. Keep it with journal.keep: all;"
                    + " segments in archive/ can be put back into a copy of the data directory");
        }
        return new WhatIf(journal).run(makeRules, other);
    }

    private Result run(Function<Outlet, Rules> makeRules, OtherMarket other) {
        Rules market = makeRules.apply(new Mute());
        long beginMicros = readMarket(market);
        Tally then = new Tally();
        Tally now = new Tally();
        Rules rules = makeRules.apply(then);
        try (RecordedAnswers recorded = new RecordedAnswers(journal);
                JournalReader reader = JournalReader.open(journal, 0, 1)) {
            OtherRun run = new OtherRun(makeRules, now, recorded);
            run.begin(other.inputs(market::documents, beginMicros), beginMicros);
            long endMicros = beginMicros;
            while (reader.next()) {
                endMicros = reader.timeMicros();
                rules.apply(reader.sequence(), endMicros, reader.buffer(), reader.offset(), reader.length());
                if (!isMarket(reader)) {
                    run.apply(reader.sequence(), endMicros, reader.buffer(), reader.offset(), reader.length());
                }
            }
            return new Result(
                    beginMicros,
                    endMicros,
                    reader.nextSequence() - 1,
                    then,
                    now,
                    rules::documents,
                    run.rules()::documents,
                    run.bidsOfNoOrder,
                    run.neverAsked,
                    run.neverDelivered,
                    run.postsForOthers);
        }
    }

    /** Applies the changes of the market alone: who had which id. The time of the first message. */
    private long readMarket(Rules market) {
        long beginMicros = 0;
        try (JournalReader reader = JournalReader.open(journal, 0, 1)) {
            while (reader.next()) {
                beginMicros = beginMicros == 0 ? reader.timeMicros() : beginMicros;
                if (isMarket(reader)) {
                    market.apply(
                            reader.sequence(), reader.timeMicros(), reader.buffer(), reader.offset(), reader.length());
                }
            }
        }
        return beginMicros;
    }

    private boolean isMarket(JournalReader reader) {
        int template = header.wrap(reader.buffer(), reader.offset()).templateId();
        return (template >= VerticalPutDecoder.TEMPLATE_ID && template <= PoolPutDecoder.TEMPLATE_ID)
                || template == CarrierPutDecoder.TEMPLATE_ID
                || template == NumberPutDecoder.TEMPLATE_ID;
    }
}
