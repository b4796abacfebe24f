package io.gavel.gateway.visit;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Reply;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.VisitAnsweredDecoder;
import io.gavel.message.VisitTouchedEncoder;
import io.gavel.ring.Slot;
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
        Slot slot = edge.engine.inputs().claimIntake();
        long correlationId = slot == null ? 0 : edge.replies.await(call.loop(), PATIENCE_MILLIS, this);
        if (slot == null || correlationId == 0) {
            if (slot != null) {
                slot.abandon();
            }
            call.problem(Problems.BUSY);
            return;
        }
        VisitTouchedEncoder touched = new VisitTouchedEncoder();
        touched.wrapAndApplyHeader(slot.buffer(), 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .visitId(visitId);
        slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + touched.encodedLength());
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
