package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Reply;
import io.gavel.message.Reason;
import org.agrona.DirectBuffer;

/** Back to the seller of a post or direct lead. On the call's loop. */
final class LeadReply implements Reply {
    /** So much longer than a campaign gives a post is its answer waited for. */
    static final int GRACE_MILLIS = 2000;

    private final SellerEdge edge;
    private final Call call;

    LeadReply(SellerEdge edge, Call call) {
        this.edge = edge;
        this.call = call;
    }

    @Override
    public void answered(int templateId, DirectBuffer buffer, int offset, int answerLength) {
        LeadAnswer answer = edge.desk(call).leadAnswer.read(buffer, offset);
        Reason reason = answer.reason();
        Problem problem = SellerEdge.problem(reason);
        if (problem != null) {
            call.problem(problem);
        } else {
            call.json(200, answer.write(edge.directory.now()));
        }
    }

    @Override
    public void timedOut() {
        call.problem(Problems.NO_ANSWER);
    }
}
