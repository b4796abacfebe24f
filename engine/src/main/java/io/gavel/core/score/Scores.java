package io.gavel.core.score;

import io.gavel.message.Coding;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.ScoreKind;
import io.gavel.message.ScoreStage;
import io.gavel.message.ScoresAskedDecoder;
import io.gavel.message.ScoresToldEncoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.VerticalPutDecoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The door: scores leads and calls, and learns from what becomes of them. Scores and chances are millionths; {@link #NONE}: no
 * score yet. In steady state nothing is allocated. Core thread only.
 *
 * <p>An outcome is learned once. Told again with the other sign, it is corrected: the model takes the step that lies between
 * both, the evaluation moves it from one side to the other. The last word counts.
 */
public final class Scores {
    /** No score: not enough outcomes are known, or it was never asked for. */
    public static final int NONE = Integer.MIN_VALUE;
    /** Certainty. */
    public static final int ONE = 1_000_000;

    /** Further verticals are not scored: each takes a megabyte. */
    private static final int MOST_VERTICALS = 64;

    private static final int ORDER_FEATURES = 3;
    private static final double MICRO = 1e-6;

    private final Outlet outlet;
    private final Subject subject = new Subject();
    private final Pending pending = new Pending();
    private final Reasons lastReasons = new Reasons();
    private final short[] slots = new short[Subject.MOST + Math.max(ORDER_FEATURES, LastFeatures.MOST)];
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder headerOut = new MessageHeaderEncoder();
    private final ScoresAskedDecoder asked = new ScoresAskedDecoder();
    private final ScoresToldEncoder told = new ScoresToldEncoder();
    /** By vertical. */
    private Judge[] judges = {};

    public Scores(Outlet outlet) {
        this.outlet = outlet;
    }

    /** A vertical is new or changed: what its fields are, and when it is scored. */
    public void put(VerticalPutDecoder put) {
        Judge judge = judge(put.verticalId());
        if (judge == null) {
            if (judges.length == MOST_VERTICALS) {
                return;
            }
            judge = new Judge(put.verticalId());
            judges = Arrays.copyOf(judges, judges.length + 1);
            int at = judges.length - 1;
            for (; at > 0 && judges[at - 1].verticalId > judge.verticalId; at--) {
                judges[at] = judges[at - 1];
            }
            judges[at] = judge;
        }
        judge.read(put);
    }

    /** Whether leads and calls of this vertical have scores. */
    public boolean ready(int verticalId) {
        Judge judge = judge(verticalId);
        return judge != null && judge.ready();
    }

    /** Begins to describe a lead or call; what was described before is forgotten. */
    public Subject describe(int verticalId, long nowMicros) {
        return subject.begin(judge(verticalId), nowMicros);
    }

    /** Keeps what was described and judged last, so that its outcome can be learned. */
    public void keep(long id, ScoreStage stage) {
        Judge judge = subject.judge;
        if (judge != null) {
            pending.keep(id, judge.verticalId, stage.value(), subject);
        }
    }

    /**
     * The chance that a sale to this order stands, of somebody whose own log odds are these.
     *
     * @param sourceCode as {@link #sourceCode} makes it
     */
    public int chanceMicros(int verticalId, int marginMicros, int orderId, int sellerId, long sourceCode) {
        Judge judge = judge(verticalId);
        if (judge == null) {
            return ONE;
        }
        int end = order(0, orderId, sellerId, sourceCode);
        return Subject.micros(OnlineModel.probability(marginMicros * MICRO + judge.model.margin(slots, 0, end)));
    }

    /** A seller's source, as {@link #chanceMicros} wants it; 0: none. */
    public static long sourceCode(int sellerId, DirectBuffer bytes, int offset, int length) {
        return length == 0 ? 0 : Coding.combine(sellerId, Coding.hash(bytes, offset, length));
    }

    /** An order was handed this lead or call. That it refused is learned at once, that it took it when the outcome is known. */
    public void handed(long id, int orderId, int buyerId, boolean taken) {
        long record = pending.find(id);
        Judge judge = record == Pending.NONE ? null : judge(pending.verticalId(record));
        if (judge == null) {
            return;
        }
        pending.buyerId(record, buyerId);
        if (taken) {
            pending.orderId(record, orderId);
        } else {
            learnOrder(judge, record, orderId, 0);
        }
    }

    /** What an order took came back, though another order still has it. */
    public void cameBack(long id, int orderId) {
        long record = pending.find(id);
        Judge judge = record == Pending.NONE ? null : judge(pending.verticalId(record));
        if (judge != null) {
            learnOrder(judge, record, orderId, 0);
        }
    }

    /**
     * Scores a call once more, at the second at which it becomes billable, by what is known now beside what was.
     *
     * @param rung how many buyers were rung for it
     * @param waitSeconds until a buyer answered
     * @param voice fifteen bits: in fours the caller's part, silence and overlap, then who spoke first and whether all this is known
     * @return millionths; {@link #NONE}: it was not scored before, or is forgotten
     */
    public int judgeLast(long id, int orderId, int rung, long waitSeconds, int voice) {
        long record = pending.find(id);
        Judge judge = record == Pending.NONE ? null : judge(pending.verticalId(record));
        if (judge == null) {
            return NONE;
        }
        long known = LastFeatures.pack(orderId, rung, waitSeconds, voice);
        int end = LastFeatures.slots(known, slots);
        double margin = pending.marginMicros(record) * MICRO + judge.model.margin(slots, 0, end);
        int micros = judge.ready() ? Subject.micros(OnlineModel.probability(margin)) : NONE;
        pending.last(record, known, micros);
        LastFeatures.explain(judge.model, slots, end, lastReasons);
        return micros;
    }

    /** What moved the score of {@link #judgeLast} most since the one before, the strongest first, packed as {@link #part} says; 0: none. */
    public long lastPart(int i) {
        return lastReasons.part(i);
    }

    /**
     * What became of a lead or call.
     *
     * @return whether something was learned: not if it is forgotten, and not if the same is known already
     */
    public boolean outcome(long id, boolean isGood) {
        long record = pending.find(id);
        Judge judge = record == Pending.NONE ? null : judge(pending.verticalId(record));
        if (judge == null) {
            return false;
        }
        Pending.Outcome before = pending.outcome(record);
        if (before == (isGood ? Pending.Outcome.GOOD : Pending.Outcome.BAD)) {
            return false;
        }
        boolean first = before == Pending.Outcome.UNKNOWN;
        pending.outcome(record, isGood);
        if (first) {
            judge.count(isGood);
        } else {
            judge.recount(isGood);
        }
        evaluate(judge, pending.stage(record), pending.scoreMicros(record), isGood, first);
        evaluate(judge, ScoreStage.BILLABLE.value(), pending.lastMicros(record), isGood, first);
        learn(judge, record, isGood, first);
        return true;
    }

    /** Whether this lead or call can still be learned from. */
    public boolean knows(long id) {
        return pending.find(id) != Pending.NONE;
    }

    /** Who was handed a lead or call last; 0: nobody, or it is forgotten. */
    public int buyerOf(long id) {
        long record = pending.find(id);
        return record == Pending.NONE ? 0 : pending.buyerId(record);
    }

    /** A reason, packed: the kind of feature, its field, and its weight. */
    static long part(int tag, int weightMicros) {
        return (long) tag << 32 | (weightMicros & 0xffffffffL);
    }

    /** The kind of a reason, {@code ScoreKind}'s number. */
    public static short kindOf(long part) {
        return (short) (part >> 40 & 0xff);
    }

    public static short fieldOf(long part) {
        return (short) (part >> 32 & 0xff);
    }

    public static int weightOf(long part) {
        return (int) part;
    }

    /** {@code ScoresAsked}: tells how good the scores were. */
    public void tell(DirectBuffer message) {
        asked.wrapAndApplyHeader(message, 0, header);
        Judge judge = judge(asked.verticalId());
        told.wrapAndApplyHeader(outlet.claim(), 0, headerOut)
                .correlationId(asked.correlationId())
                .verticalId(judge == null ? 0 : judge.verticalId)
                .after(judge == null ? Judge.AFTER : judge.after())
                .good(judge == null ? 0 : judge.good())
                .bad(judge == null ? 0 : judge.bad())
                .waiting(pending.size())
                .ready((short) (judge != null && judge.ready() ? 1 : 0));
        stages(judge);
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + told.encodedLength());
    }

    /** See {@link io.gavel.message.Rules#footprint}. */
    public long footprint() {
        return pending.footprint();
    }

    public void writeState(StateWriter out) {
        out.putInt(judges.length);
        for (Judge judge : judges) {
            out.putInt(judge.verticalId);
            judge.writeState(out);
        }
        pending.writeState(out);
    }

    /** Into scores that are new. */
    public void readState(StateReader in) {
        judges = new Judge[in.getInt()];
        for (int i = 0; i < judges.length; i++) {
            judges[i] = new Judge(in.getInt());
            judges[i].readState(in);
        }
        pending.readState(in);
    }

    private static void evaluate(Judge judge, int stage, int scoreMicros, boolean isGood, boolean first) {
        if (scoreMicros == NONE) {
            return;
        }
        if (first) {
            judge.stage(stage).add(scoreMicros, isGood);
        } else {
            judge.stage(stage).correct(scoreMicros, isGood);
        }
    }

    /** The first time against what is thought now; a correction by the step between both outcomes, which is one. */
    private void learn(Judge judge, long record, boolean isGood, boolean first) {
        OnlineModel model = judge.model;
        int size = pending.slots(record, slots);
        int target = isGood ? 1 : 0;
        int correction = isGood ? -1 : 1;
        double margin = model.margin(slots, 0, size);
        model.learn(slots, 0, size, first ? OnlineModel.probability(margin) - target : correction);
        int orderId = pending.orderId(record);
        if (orderId != 0 && first) {
            learnOrder(judge, record, orderId, target);
        } else if (orderId != 0) {
            model.learn(slots, 0, order(0, orderId, pending.sellerId(record), pending.sourceCode(record)), correction);
        }
        long known = pending.last(record);
        if (known != 0) {
            int end = LastFeatures.slots(known, slots);
            double all = pending.marginMicros(record) * MICRO + model.margin(slots, 0, end);
            model.learn(slots, 0, end, first ? OnlineModel.probability(all) - target : correction);
        }
    }

    private void learnOrder(Judge judge, long record, int orderId, int target) {
        int end = order(0, orderId, pending.sellerId(record), pending.sourceCode(record));
        double margin = pending.marginMicros(record) * MICRO + judge.model.margin(slots, 0, end);
        judge.model.learn(slots, 0, end, OnlineModel.probability(margin) - target);
    }

    private int order(int from, int orderId, int sellerId, long sourceCode) {
        int tag = ScoreKind.ORDER.value() << 8;
        slots[from] = Subject.slot(tag, orderId);
        slots[from + 1] = Subject.slot(tag | 1, (long) orderId << 32 | sellerId);
        slots[from + 2] = Subject.slot(tag | 2, sourceCode * 31 + orderId);
        return from + (sourceCode == 0 ? ORDER_FEATURES - 1 : ORDER_FEATURES);
    }

    private void stages(@Nullable Judge judge) {
        int stages = 0;
        int deciles = 0;
        for (int stage = 0; judge != null && stage <= ScoreStage.BILLABLE.value(); stage++) {
            Evaluation seen = judge.seen(stage);
            stages += seen == null ? 0 : 1;
            deciles += seen == null ? 0 : seen.deciles();
        }
        ScoresToldEncoder.StagesEncoder group = told.stagesCount(stages);
        for (int stage = 0; judge != null && stage <= ScoreStage.BILLABLE.value(); stage++) {
            Evaluation seen = judge.seen(stage);
            if (seen != null) {
                seen.write(group.next().stage(ScoreStage.get((short) stage)));
            }
        }
        ScoresToldEncoder.DecilesEncoder tenths = told.decilesCount(deciles);
        for (int stage = 0; judge != null && stage <= ScoreStage.BILLABLE.value(); stage++) {
            Evaluation seen = judge.seen(stage);
            for (int from = Evaluation.best(); seen != null && from >= 0; ) {
                from = seen.decile(from, tenths.next().stage(ScoreStage.get((short) stage)));
            }
        }
    }

    private @Nullable Judge judge(int verticalId) {
        for (Judge judge : judges) {
            if (judge.verticalId == verticalId) {
                return judge;
            }
        }
        return null;
    }
}
