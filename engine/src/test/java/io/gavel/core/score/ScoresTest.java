package io.gavel.core.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.core.StateHash;
import io.gavel.message.Attributes;
import io.gavel.message.FieldType;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.ScoreKind;
import io.gavel.message.ScoreStage;
import io.gavel.message.ScoresAskedEncoder;
import io.gavel.message.ScoresToldDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.message.VerticalPutEncoder;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What is learned, when, and that it is the same everywhere. */
class ScoresTest {
    private static final int COLOR = 1;
    private static final int AGE = 2;
    private static final int ZIP = 3;
    private static final long START = 1_780_000_000_000_000L;
    private static final UnsafeBuffer WEB = new UnsafeBuffer("web".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private final ExpandableArrayBuffer said = new ExpandableArrayBuffer();
    private final Scores scores = fresh(20);
    private final Attributes fields = new Attributes();

    private Scores fresh(int after) {
        Scores made = new Scores(new Outlet() {
            @Override
            public ExpandableArrayBuffer claim() {
                return said;
            }

            @Override
            public void send(int length) {}
        });
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        VerticalPutEncoder put = new VerticalPutEncoder();
        put.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder()).verticalId(1).scoreAfter(after);
        put.fieldsCount(3)
                .next()
                .fieldId(COLOR)
                .fieldType(FieldType.ENUM)
                .next()
                .fieldId(AGE)
                .fieldType(FieldType.INTEGER)
                .next()
                .fieldId(ZIP)
                .fieldType(FieldType.ZIP);
        put.key("v").actor("test").putDocument(new byte[0], 0, 0);
        made.put(new VerticalPutDecoder().wrapAndApplyHeader(out, 0, new MessageHeaderDecoder()));
        return made;
    }

    private Subject judge(Scores by, long id, int color, int age, int zip) {
        fields.clear().set(COLOR, color).set(AGE, age).set(ZIP, zip);
        return by.describe(1, START + id * 1_000_000)
                .seller(1)
                .campaign(1)
                .source(WEB, 0, WEB.capacity())
                .fields(fields)
                .judge();
    }

    /** Leads of one color are good, of all others bad. */
    private void teach(Scores by, long from, int leads) {
        for (long id = from; id < from + leads; id++) {
            int color = (int) (id % 3);
            judge(by, id, color, 20 + (int) (id % 40), 90_000 + (int) id);
            by.keep(id, ScoreStage.POST);
            assertTrue(by.outcome(id, color == 0));
        }
    }

    private ScoresToldDecoder told(Scores by) {
        ExpandableArrayBuffer ask = new ExpandableArrayBuffer();
        new ScoresAskedEncoder()
                .wrapAndApplyHeader(ask, 0, new MessageHeaderEncoder())
                .correlationId(7)
                .verticalId(1);
        by.tell(ask);
        return new ScoresToldDecoder().wrapAndApplyHeader(said, 0, new MessageHeaderDecoder());
    }

    @Test
    void thereIsNoScoreUntilEnoughOutcomesOfBothKindsAreKnown() {
        for (long id = 1; id <= 30; id++) {
            judge(scores, id, 0, 30, 90_210);
            scores.keep(id, ScoreStage.POST);
            scores.outcome(id, true);
        }
        assertFalse(scores.ready(1));
        assertEquals(Scores.NONE, judge(scores, 31, 0, 30, 90_210).micros());

        scores.keep(31, ScoreStage.POST);
        scores.outcome(31, false);

        assertTrue(scores.ready(1));
        assertNotEquals(Scores.NONE, judge(scores, 32, 0, 30, 90_210).micros());
    }

    @Test
    void whatWasGoodBeforeScoresHighAndSaysWhy() {
        teach(scores, 1, 600);

        Subject good = judge(scores, 700, 0, 30, 90_210);
        int micros = good.micros();
        long reason = good.part(0);

        assertTrue(micros > 800_000, "" + micros);
        assertEquals(ScoreKind.FIELD.value(), Scores.kindOf(reason));
        assertEquals(COLOR, Scores.fieldOf(reason));
        assertTrue(Scores.weightOf(reason) > 0);
        assertTrue(judge(scores, 701, 1, 30, 90_210).micros() < 200_000);
    }

    @Test
    void scoresAreHeldAgainstWhatCameLater() {
        teach(scores, 1, 3_000);

        ScoresToldDecoder told = told(scores);

        assertEquals(1_000, told.good());
        assertEquals(2_000, told.bad());
        assertEquals(1, told.ready());
        ScoresToldDecoder.StagesDecoder stage = told.stages().next();
        assertEquals(ScoreStage.POST, stage.stage());
        assertTrue(stage.scored() > 2_900 && stage.scored() < 3_000, "only what was scored counts: " + stage.scored());
        assertTrue(stage.aucMicros() > 990_000, "" + stage.aucMicros());
        assertTrue(stage.lossMicros() < 200_000, "" + stage.lossMicros());
        int count = 0;
        int good = 0;
        for (ScoresToldDecoder.DecilesDecoder decile : told.deciles()) {
            count += decile.scored();
            good += decile.good();
        }
        assertEquals(stage.scored(), count);
        assertEquals(stage.good(), good);
    }

    @Test
    void theSameOutcomeAgainTeachesNothingAndTheOtherOneCorrects() {
        teach(scores, 1, 90);
        judge(scores, 100, 0, 30, 90_210);
        scores.keep(100, ScoreStage.POST);
        assertTrue(scores.outcome(100, true));
        long hash = hash(scores);
        int before = judge(scores, 101, 0, 30, 90_210).micros();

        assertFalse(scores.outcome(100, true));
        assertEquals(hash, hash(scores));

        assertTrue(scores.outcome(100, false));
        assertTrue(judge(scores, 101, 0, 30, 90_210).micros() < before);
        ScoresToldDecoder told = told(scores);
        assertEquals(30, told.good());
        assertEquals(61, told.bad());
    }

    @Test
    void anOrderThatRefusesMoreHasLessChance() {
        teach(scores, 1, 300);
        for (long id = 1_000; id < 1_300; id++) {
            judge(scores, id, (int) (id % 3), 30, 90_210);
            scores.keep(id, ScoreStage.POST);
            scores.handed(id, 1 + (int) (id % 2), 5, id % 2 == 0);
        }
        Subject lead = judge(scores, 2_000, 0, 30, 90_210);
        int margin = lead.marginMicros();

        int taker = scores.chanceMicros(1, margin, 1, 1, 0);
        int refuser = scores.chanceMicros(1, margin, 2, 1, 0);

        assertTrue(taker > refuser, taker + " " + refuser);
        assertEquals(5, scores.buyerOf(1_299));
    }

    @Test
    void theScoreBeforeTheBillSaysWhatMovedIt() {
        for (long id = 1; id <= 200; id++) {
            boolean isLate = id % 2 == 0;
            judge(scores, id, 0, 30, 90_210);
            scores.keep(id, ScoreStage.SCREENED);
            scores.judgeLast(id, 3, isLate ? 5 : 1, 4, 0);
            scores.outcome(id, !isLate);
        }
        judge(scores, 500, 0, 30, 90_210);
        scores.keep(500, ScoreStage.SCREENED);
        scores.judgeLast(500, 3, 5, 4, 0);
        assertEquals(ScoreKind.RUNG.value(), Scores.kindOf(scores.lastPart(0)));
        assertTrue(Scores.weightOf(scores.lastPart(0)) < 0);
        scores.judgeLast(500, 3, 1, 4, 0);
        assertTrue(Scores.weightOf(scores.lastPart(0)) > 0);
    }

    @Test
    void theOldestThatWaitsIsForgottenWhenTooManyDo() {
        for (long id = 1; id <= (1 << 18) + 1; id++) {
            judge(scores, id, 0, 30, 90_210);
            scores.keep(id, ScoreStage.POST);
        }
        assertFalse(scores.outcome(1, true));
        assertTrue(scores.outcome(2, true));
    }

    @Test
    void whatIsRestoredGoesOnAsIfNothingHadHappened() {
        teach(scores, 1, 500);
        judge(scores, 600, 1, 40, 10_001);
        scores.keep(600, ScoreStage.SCREENED);
        scores.judgeLast(600, 3, 2, 17, 0);
        Scores restored = fresh(20);
        restored.readState(copy(scores));

        assertEquals(hash(scores), hash(restored));
        scores.outcome(600, true);
        restored.outcome(600, true);
        teach(scores, 1_000, 50);
        teach(restored, 1_000, 50);
        assertEquals(hash(scores), hash(restored));
    }

    /** The number is the same on every machine and JDK, or replay is not replay: nothing may ever change it by accident. */
    @Test
    void theBitsAreThoseThatWerePlanted() {
        SplittableRandom random = new SplittableRandom(20_26);
        long sum = 0;
        for (long id = 1; id <= 20_000; id++) {
            Subject subject = judge(scores, id, random.nextInt(5), 16 + random.nextInt(90), random.nextInt(100_000));
            sum = sum * 31 + subject.micros();
            scores.keep(id, ScoreStage.POST);
            scores.handed(id, random.nextInt(9), 1, random.nextInt(3) > 0);
            long known = id - random.nextInt(500);
            if (known > 0) {
                scores.outcome(known, random.nextInt(5) > fields.value(COLOR));
            }
        }
        assertEquals(PLANTED_SCORES + " " + PLANTED_STATE, sum + " " + hash(scores));
    }

    private static final long PLANTED_SCORES = 8_545_766_645_205_631_672L;
    private static final long PLANTED_STATE = -457_677_004_773_647_786L;

    private static long hash(Scores of) {
        StateHash hash = new StateHash();
        of.writeState(hash);
        return hash.value();
    }

    private static StateReader copy(Scores of) {
        ArrayDeque<Long> numbers = new ArrayDeque<>();
        of.writeState(new StateWriter() {
            @Override
            public void putLong(long value) {
                numbers.add(value);
            }

            @Override
            public void putBytes(DirectBuffer buffer, int offset, int length) {
                throw new AssertionError("scores are numbers");
            }
        });
        return new StateReader() {
            @Override
            public long getLong() {
                return numbers.remove();
            }

            @Override
            public int getBytes(MutableDirectBuffer target) {
                throw new AssertionError("scores are numbers");
            }
        };
    }
}
