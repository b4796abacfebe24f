package io.gavel.gateway.visit;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Reply;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.VisitTouchedEncoder;

/** A touch of a visit on its way onto the line. On the call's loop. */
final class Touch {
    private Touch() {}

    /** False if nothing was sent. */
    static boolean send(VisitEdge edge, Call call, long visitId, long patienceMillis, Reply reply) {
        return Question.ask(
                edge.engine.inputs(), edge.replies, call.loop(), patienceMillis, reply, (buffer, correlationId) -> {
                    VisitTouchedEncoder touched = new VisitTouchedEncoder();
                    touched.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                            .correlationId(correlationId)
                            .visitId(visitId);
                    return MessageHeaderEncoder.ENCODED_LENGTH + touched.encodedLength();
                });
    }
}
