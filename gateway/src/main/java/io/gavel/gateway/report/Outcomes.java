package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Reply;
import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.Disposition;
import io.gavel.message.Ids;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OutcomeReportedEncoder;
import io.gavel.message.Reason;
import io.gavel.ring.InputRing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * {@code POST /v1/outcomes} {@code {"lead_id" or "call_id": "…", "disposition": "converted"}}: a buyer says what became of what it
 * bought, or an operator does. The last word counts; the same again changes nothing.
 */
final class Outcomes {
    private static final long TIMEOUT_MILLIS = 5_000;
    private static final Set<String> NAMES = Set.of("lead_id", "call_id", "disposition");
    private static final Map<String, Disposition> WORDS = words();

    private final InputRing inputs;
    private final Replies replies;

    Outcomes(InputRing inputs, Replies replies) {
        this.inputs = inputs;
        this.replies = replies;
    }

    void report(Call call) {
        List<FieldError> errors = new ArrayList<>();
        Said said = new Said();
        try {
            read(call, said, errors);
        } catch (IOException e) {
            call.problem(Problems.malformed("The body is no JSON object."));
            return;
        }
        if (!errors.isEmpty()) {
            call.problem(Problems.invalid(errors));
            return;
        }
        boolean asked = Question.ask(
                inputs,
                replies,
                call.loop(),
                TIMEOUT_MILLIS,
                new Answer(call, said),
                (buffer, correlationId) -> encode(buffer, correlationId, call, said));
        if (!asked) {
            call.problem(Problems.BUSY);
        }
    }

    private static int encode(MutableDirectBuffer buffer, long correlationId, Call call, Said said) {
        OutcomeReportedEncoder message = new OutcomeReportedEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .id(said.id)
                .buyerId(call.principal().ownerId())
                .disposition(said.disposition);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    private static void read(Call call, Said said, List<FieldError> errors) throws IOException {
        SaidTexts.read(call.body().getBytes(), NAMES, errors, (name, text) -> member(name, text, said, errors));
        if (errors.isEmpty() && said.id < 0) {
            errors.add(new FieldError("lead_id", "is required, or call_id"));
        }
        if (errors.isEmpty() && said.disposition == Disposition.NULL_VAL) {
            errors.add(new FieldError("disposition", "is required: one of " + String.join(", ", WORDS.keySet())));
        }
    }

    private static void member(String name, String text, Said said, List<FieldError> errors) {
        if (name.equals("disposition")) {
            said.disposition = WORDS.getOrDefault(text, Disposition.NULL_VAL);
            if (said.disposition == Disposition.NULL_VAL) {
                errors.add(new FieldError(name, "must be one of " + String.join(", ", WORDS.keySet())));
            }
            return;
        }
        if (said.id >= 0) {
            errors.add(new FieldError(name, "lead_id or call_id, not both"));
        }
        said.name = name;
        said.id = Ids.parse(text);
        if (said.id < 0) {
            errors.add(new FieldError(name, "is no id"));
        }
    }

    private static Map<String, Disposition> words() {
        Map<String, Disposition> words = new TreeMap<>();
        for (Disposition disposition : Disposition.values()) {
            if (disposition != Disposition.NULL_VAL) {
                words.put(disposition.name().toLowerCase(Locale.ROOT), disposition);
            }
        }
        return words;
    }

    /** What the body says. */
    private static final class Said {
        String name = "lead_id";
        long id = -1;
        Disposition disposition = Disposition.NULL_VAL;
    }

    /** Waits for what the core says. */
    private record Answer(Call call, Said said) implements Reply {
        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            CommandAnsweredDecoder command =
                    new CommandAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            if (Reason.of(command.reason()) != Reason.NONE) {
                call.problem(Problems.NOT_FOUND);
                return;
            }
            boolean learned = command.count() > 0;
            call.json(200, Json.buffer(out -> {
                out.writeStartObject();
                Json.id(out, said.name, said.id);
                out.writeStringField("disposition", Explanation.word(said.disposition));
                out.writeBooleanField("learned", learned);
                out.writeEndObject();
            }));
        }

        @Override
        public void timedOut() {
            call.problem(Problems.NO_ANSWER);
        }
    }
}
