package io.gavel.gateway.visit;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Reply;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.VisitAnsweredDecoder;
import org.agrona.DirectBuffer;

/** A touch on its way onto the line and back. On the call's loop. */
final class TouchRequest implements Reply {
    private static final long PATIENCE_MILLIS = 5_000;

    private final VisitEdge edge;
    private final Call call;
    private final long visitId;

    TouchRequest(VisitEdge edge, Call call, long visitId) {
        this.edge = edge;
        this.call = call;
        this.visitId = visitId;
    }

    void send() {
        if (!Touch.send(edge, call, visitId, PATIENCE_MILLIS, this)) {
            call.problem(Problems.BUSY);
        }
    }

    @Override
    public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
        VisitAnsweredDecoder answer =
                new VisitAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        if (answer.visitId() == 0) {
            call.problem(new Problem(410, "visit_over", "This visit is over; its number may be somebody else's."));
        } else {
            call.json(200, VisitRequest.json(edge.names, answer));
        }
    }

    @Override
    public void timedOut() {
        call.problem(Problems.NO_ANSWER);
    }
}
