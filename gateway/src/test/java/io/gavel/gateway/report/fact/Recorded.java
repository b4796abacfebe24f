package io.gavel.gateway.report.fact;

import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.CostChangedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OutputHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.agrona.ExpandableArrayBuffer;

/** A record that a projection is told: each input says what ads of one of a hundred keywords cost more. */
final class Recorded implements Projector.Telling {
    private static final int KEYWORDS = 97;
    private static final long START = 29_783_334L * 60_000_000;
    private static final int MEBIBYTES = 64;

    private final long inputs;
    private final LongConsumer told;
    /** After which input each telling began. */
    final List<Long> begun = new CopyOnWriteArrayList<>();

    /** {@code told} hears of each input before it is told. */
    Recorded(long inputs, LongConsumer told) {
        this.inputs = inputs;
        this.told = told;
    }

    /** One that begins to project this into a folder at once. */
    Projector projector(Path folder) {
        Projector made = new Projector(
                new Projector.Settings(folder, MEBIBYTES, Duration.ZERO, Duration.ZERO),
                this,
                new Feed(1 << 20, inputs),
                new Nothing(),
                InstantSource.system());
        made.start();
        return made;
    }

    static FactReports reports(Projector projector) {
        return new FactReports(projector::database, projector::state, projector::told, projector::damaged);
    }

    @Override
    public long retell(long after, long until, OutputHandler hearer, BooleanSupplier stopped) {
        begun.add(after);
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        CostChangedEncoder message = new CostChangedEncoder();
        for (long sequence = after + 1; sequence <= until; sequence++) {
            if (stopped.getAsBoolean()) {
                return 0;
            }
            told.accept(sequence);
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .startMicros(START)
                    .amountMicros(sequence)
                    .beforeMicros(0)
                    .campaignId(1)
                    .day(1)
                    .source("paper")
                    .keyword(keyword(sequence));
            hearer.onOutput(
                    sequence,
                    0,
                    START + sequence,
                    buffer,
                    0,
                    MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength(),
                    false);
        }
        return after + 1;
    }

    private static String keyword(long sequence) {
        return "keyword number " + sequence % KEYWORDS;
    }

    /** What a report says of all of it. */
    Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        for (long sequence = 1; sequence <= inputs; sequence++) {
            sums.merge(keyword(sequence), sequence, Long::sum);
        }
        return sums;
    }

    /** What a report says. */
    static Map<String, Long> sums(FactReports reports) throws Exception {
        Map<String, Long> sums = new TreeMap<>();
        FactTable table = reports.table(new FactQuery(
                START,
                START + 60_000_000,
                ZoneOffset.UTC,
                List.of(Grouping.KEYWORD),
                Map.of(),
                -1,
                null,
                false,
                1_000,
                0));
        table.rows().forEach(row -> sums.put(row.keys().get(0), row.sums().of(Measure.SPEND)));
        return sums;
    }

    /** A market without anybody. */
    private static final class Nothing implements Sources {
        private final Snapshot market = new Directory().now();

        @Override
        public Snapshot market() {
            return market;
        }

        @Override
        public String stateOf(long callRef) {
            return "";
        }

        @Override
        public Visit visit(long visitRef) {
            return Visit.UNKNOWN;
        }
    }
}
