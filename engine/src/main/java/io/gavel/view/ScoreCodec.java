package io.gavel.view;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutcomeNotedDecoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ScoreGivenDecoder;
import io.gavel.message.ScoreKind;
import io.gavel.message.ScorePartDecoder;
import io.gavel.message.ScoreStage;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Scores and outcomes in the parts of a lead or call, and in pings. Collects them part by part; one thread. */
final class ScoreCodec {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private @Nullable ScoreRecord first;
    private @Nullable ScoreRecord last;
    private final List<OutcomeRecord> outcomes = new ArrayList<>();

    /** The score of a ping; null if it had none. */
    static @Nullable ScoreRecord of(PingAnsweredDecoder ping) {
        if (ping.scoreMicros() < 0) {
            return null;
        }
        return new ScoreRecord(ping.scoreMicros(), false, parts(ping.part1(), ping.part2(), ping.part3()));
    }

    /** Takes one part; false if it is about something else. */
    boolean takes(DirectBuffer in, int at, long timeMicros) {
        switch (header.wrap(in, at).templateId()) {
            case ScoreGivenDecoder.TEMPLATE_ID -> {
                ScoreGivenDecoder given = new ScoreGivenDecoder().wrapAndApplyHeader(in, at, header);
                ScoreRecord record = new ScoreRecord(
                        given.scoreMicros(), given.review() == 1, parts(given.part1(), given.part2(), given.part3()));
                if (given.stage() == ScoreStage.BILLABLE) {
                    last = record;
                } else {
                    first = record;
                }
                return true;
            }
            case OutcomeNotedDecoder.TEMPLATE_ID -> {
                OutcomeNotedDecoder noted = new OutcomeNotedDecoder().wrapAndApplyHeader(in, at, header);
                outcomes.add(new OutcomeRecord(timeMicros, noted.buyerId(), noted.disposition(), noted.learned() == 1));
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    /** At the post, or at the end of the flow. */
    @Nullable
    ScoreRecord first() {
        return first;
    }

    /** At the billable second. */
    @Nullable
    ScoreRecord last() {
        return last;
    }

    List<OutcomeRecord> outcomes() {
        return List.copyOf(outcomes);
    }

    private static List<ScoreRecord.Part> parts(ScorePartDecoder... parts) {
        List<ScoreRecord.Part> read = new ArrayList<>();
        for (ScorePartDecoder part : parts) {
            int kind = part.kindRaw();
            if (kind != ScoreKind.NONE.value() && kind <= ScoreKind.FIRST.value()) {
                read.add(new ScoreRecord.Part(ScoreKind.get((short) kind), part.fieldId(), part.weightMicros()));
            }
        }
        return List.copyOf(read);
    }
}
