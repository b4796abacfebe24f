package io.gavel.bench.experiment;

import io.gavel.core.score.Scores;
import io.gavel.core.score.Subject;
import io.gavel.message.Attributes;
import io.gavel.message.FieldType;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.ScoreStage;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.message.VerticalPutEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.PriorityQueue;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Scores a stream of {@link DriftingLeads} before their outcomes are known, and lets them be learned when they are; beside it the same
 * model that learns nothing any more after the first third. Judged are the other two thirds.
 */
final class DriftingScores {
    static final int VERTICAL = 1;

    private static final int CREDIT = 1;
    private static final int STATE = 2;
    private static final int AGE = 3;
    private static final int ZIP = 4;

    private final Scores live = scores();
    private final Scores frozen = scores();
    private final Attributes fields = new Attributes();
    private final PriorityQueue<Outcome> outcomes = new PriorityQueue<>();
    private final UnsafeBuffer[] sources = new UnsafeBuffer[DriftingLeads.SOURCES];

    private record Outcome(long micros, long id, boolean good) implements Comparable<Outcome> {
        @Override
        public int compareTo(Outcome other) {
            return micros != other.micros ? Long.compare(micros, other.micros) : Long.compare(id, other.id);
        }
    }

    /**
     * How well good leads were told from bad ones: the area under the curve, from 0.5 to 1.
     *
     * @param truth by the probabilities that the leads were made with: nobody can know more
     * @param live by the scores
     * @param frozen by those of the model that stopped learning
     */
    record Result(int judged, double truth, double live, double frozen) {}

    DriftingScores() {
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new UnsafeBuffer(("source-" + i).getBytes(StandardCharsets.UTF_8));
        }
    }

    Result run(long seed, int leads, int perHour) {
        DriftingLeads stream = new DriftingLeads(seed);
        int from = leads / 3;
        double[] truths = new double[leads - from];
        double[] lives = new double[leads - from];
        double[] frozens = new double[leads - from];
        boolean[] goods = new boolean[leads - from];
        for (int id = 1; id <= leads; id++) {
            stream.next(perHour);
            learn(stream.micros, id > from);
            int scored = judge(live, stream, id);
            int stale = judge(frozen, stream, id);
            if (id > from) {
                int at = id - from - 1;
                truths[at] = stream.truth;
                lives[at] = scored;
                frozens[at] = stale;
                goods[at] = stream.good;
            }
            if (stream.knownMicros != Long.MAX_VALUE) {
                outcomes.add(new Outcome(stream.knownMicros, id, stream.toldGood()));
            }
            if (stream.takenBackMicros != Long.MAX_VALUE) {
                outcomes.add(new Outcome(stream.takenBackMicros, id, false));
            }
        }
        return new Result(goods.length, auc(truths, goods), auc(lives, goods), auc(frozens, goods));
    }

    private void learn(long nowMicros, boolean isFrozen) {
        while (!outcomes.isEmpty() && outcomes.peek().micros <= nowMicros) {
            Outcome known = outcomes.remove();
            live.outcome(known.id, known.good);
            if (!isFrozen) {
                frozen.outcome(known.id, known.good);
            }
        }
    }

    private int judge(Scores scores, DriftingLeads lead, long id) {
        UnsafeBuffer source = sources[lead.source];
        fields.clear()
                .set(CREDIT, lead.credit)
                .set(STATE, lead.state)
                .set(AGE, lead.age)
                .set(ZIP, lead.zip);
        Subject subject = scores.describe(VERTICAL, lead.micros)
                .seller(lead.seller())
                .campaign(1)
                .source(source, 0, source.capacity())
                .fields(fields)
                .judge();
        scores.keep(id, ScoreStage.POST);
        return subject.micros() == Scores.NONE ? 0 : subject.marginMicros();
    }

    static Scores scores() {
        Scores scores = new Scores(new Outlet() {
            private final ExpandableArrayBuffer room = new ExpandableArrayBuffer();

            @Override
            public ExpandableArrayBuffer claim() {
                return room;
            }

            @Override
            public void send(int length) {}
        });
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        VerticalPutEncoder put = new VerticalPutEncoder();
        put.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .verticalId(VERTICAL)
                .scoreAfter(200);
        put.fieldsCount(4)
                .next()
                .fieldId(CREDIT)
                .fieldType(FieldType.ENUM)
                .next()
                .fieldId(STATE)
                .fieldType(FieldType.US_STATE)
                .next()
                .fieldId(AGE)
                .fieldType(FieldType.INTEGER)
                .next()
                .fieldId(ZIP)
                .fieldType(FieldType.ZIP);
        put.key("leads").actor("bench").putDocument(new byte[0], 0, 0);
        scores.put(new VerticalPutDecoder().wrapAndApplyHeader(out, 0, new MessageHeaderDecoder()));
        return scores;
    }

    /** The chance that a good one has the larger number, equal ones counting half. */
    static double auc(double[] numbers, boolean[] goods) {
        Integer[] order = new Integer[numbers.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(numbers[a], numbers[b]));
        double pairs = 0;
        long bad = 0;
        long good = 0;
        for (int i = 0; i < order.length; ) {
            int end = i;
            long goodHere = 0;
            while (end < order.length && numbers[order[end]] == numbers[order[i]]) {
                goodHere += goods[order[end++]] ? 1 : 0;
            }
            long badHere = end - i - goodHere;
            pairs += goodHere * (bad + badHere / 2.0);
            bad += badHere;
            good += goodHere;
            i = end;
        }
        return good == 0 || bad == 0 ? 0.5 : pairs / ((double) good * bad);
    }
}
