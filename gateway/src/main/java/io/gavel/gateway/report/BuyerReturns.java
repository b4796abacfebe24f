package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.Ids;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import io.gavel.ring.InputRing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * {@code POST /v1/buyer/returns}: a buyer gives a lead or a call back; the money goes back at once, or after an operator
 * approved (202), or a reason says why not.
 */
final class BuyerReturns {
    private static final long TIMEOUT_MILLIS = 5_000;
    private static final Problem NOT_RETURNABLE =
            new Problem(409, "not_returnable", "This lead was returned before, or can no longer be returned.");
    private static final Problem LIMIT = new Problem(
            409, "return_limit", "You have returned as many as you may in this period, or as large a part.");
    private static final Set<String> NAMES = Set.of("lead_id", "call_id", "reason");
    /** What the core counts for one that waits. */
    private static final int WAITS = 2;

    private final InputRing inputs;
    private final Replies replies;
    private final Directory directory;

    BuyerReturns(InputRing inputs, Replies replies, Directory directory) {
        this.directory = directory;
        this.inputs = inputs;
        this.replies = replies;
    }

    void give(Call call) {
        List<FieldError> errors = new ArrayList<>();
        Wanted wanted;
        try {
            wanted = read(call, errors);
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
                new Answer(call, wanted),
                (buffer, correlationId) -> Returning.requested(
                        buffer, correlationId, call.principal().ownerId(), wanted.leadId(), wanted.reason()));
        if (!asked) {
            call.problem(Problems.BUSY);
        }
    }

    private record Wanted(String key, long leadId, String reason) {}

    private Wanted read(Call call, List<FieldError> errors) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        SaidTexts.read(call.body().getBytes(), NAMES, errors, said::put);
        String key = said.containsKey("call_id") ? "call_id" : "lead_id";
        String leadId = said.getOrDefault(key, "");
        String reason = said.getOrDefault("reason", "");
        if (errors.isEmpty() && Ids.parse(leadId) < 0) {
            errors.add(new FieldError(key, leadId.isEmpty() ? "is required" : "is no id of a lead or call"));
        }
        if (said.containsKey("lead_id") && said.containsKey("call_id")) {
            errors.add(new FieldError("call_id", "stands beside lead_id: one of them"));
        }
        BuyerInfo buyer = directory.now().buyer(call.principal().ownerId());
        String objection = Returning.objection(buyer, reason);
        if (objection != null) {
            errors.add(new FieldError("reason", objection));
        }
        return new Wanted(key, Ids.parse(leadId), reason);
    }

    /** Waits for what the core says. */
    private static final class Answer implements Reply {
        private final Call call;
        private final Wanted wanted;

        Answer(Call call, Wanted wanted) {
            this.call = call;
            this.wanted = wanted;
        }

        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            CommandAnsweredDecoder command =
                    new CommandAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            boolean waits = command.count() == WAITS;
            switch (Reason.of(command.reason())) {
                case NONE ->
                    call.json(waits ? 202 : 200, Json.buffer(out -> {
                        out.writeStartObject();
                        Json.id(out, wanted.key(), wanted.leadId());
                        out.writeStringField("status", waits ? "requested" : "returned");
                        out.writeEndObject();
                    }));
                case RETURN_LIMIT -> call.problem(LIMIT);
                case NOT_FOUND -> call.problem(Problems.NOT_FOUND);
                default -> call.problem(NOT_RETURNABLE);
            }
        }

        @Override
        public void timedOut() {
            call.problem(Problems.NO_ANSWER);
        }
    }
}
