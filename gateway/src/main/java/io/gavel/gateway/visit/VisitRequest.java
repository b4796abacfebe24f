package io.gavel.gateway.visit;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.story.Story;
import io.gavel.gateway.vault.Receipt;
import io.gavel.message.Attributes;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.VisitAnsweredDecoder;
import io.gavel.message.VisitOpenedEncoder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A visit on its way: into the vault, from there onto the line, back to the page. The vault's thread brings the receipt and sends
 * what was stored at once onto the line, for a loop that has to be woken in between costs more than the sending; all else is on
 * the call's loop.
 */
final class VisitRequest implements Receipt, Reply {
    private static final Logger LOG = LoggerFactory.getLogger(VisitRequest.class);
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long MICROS = 1_000;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final VisitEdge edge;
    private final Call call;
    private final PoolInfo pool;
    private final long visitor;
    private final long address;
    private final int areaCode;
    private final Story story;
    private final Attributes attributes;
    /** Set on the loop, before the vault has this. */
    private long correlationId;

    VisitRequest(
            VisitEdge edge,
            Call call,
            PoolInfo pool,
            long visitor,
            long address,
            int areaCode,
            Story story,
            Attributes attributes) {
        this.edge = edge;
        this.call = call;
        this.pool = pool;
        this.visitor = visitor;
        this.address = address;
        this.areaCode = areaCode;
        this.story = story;
        this.attributes = attributes;
    }

    void store(byte[] json) {
        correlationId = edge.engine.accepting() ? edge.replies.await(call.loop(), PATIENCE_MILLIS, this) : 0;
        if (correlationId == 0) {
            call.problem(Problems.BUSY);
        } else if (!edge.vault.store(json, this)) {
            refuse();
        }
    }

    @Override
    public void done(long visitRef) {
        boolean isSent = Question.send(
                edge.engine.inputs(), correlationId, (buffer, correlation) -> encode(buffer, correlation, visitRef));
        if (!isSent) {
            call.loop().context().runOnContext(now -> refuse());
        }
    }

    @Override
    public void failed(IOException cause) {
        LOG.error("visit problem=\"the vault cannot store\" cause=\"{}\"", cause.getMessage());
        call.loop().context().runOnContext(now -> refuse());
    }

    /** Nothing was sent, so nobody answers. */
    private void refuse() {
        if (edge.replies.forget(call.loop(), correlationId)) {
            call.problem(Problems.BUSY);
        }
    }

    private int encode(MutableDirectBuffer buffer, long correlationId, long visitRef) {
        VisitOpenedEncoder opened = new VisitOpenedEncoder();
        opened.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .visitRef(visitRef)
                .visitorKey(visitor)
                .addressKey(address)
                .poolId(pool.id())
                .areaCode(areaCode);
        opened.flags().clear().tracked(story.isTracked());
        attributes.write(opened);
        String source = story.source();
        opened.source(source == null ? "" : source);
        return MessageHeaderEncoder.ENCODED_LENGTH + opened.encodedLength();
    }

    @Override
    public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
        VisitAnsweredDecoder answer =
                new VisitAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        if (answer.poolId() == 0) {
            call.problem(new Problem(404, "no_pool", "There is no pool of this name."));
        } else if (answer.visitId() == 0) {
            edge.metrics.count("visits.empty");
            call.problem(new Problem(
                    503,
                    "pool_empty",
                    "Every number of this pool is in use, and it has no overflow number.",
                    List.of(),
                    60));
        } else {
            if (answer.flags().shared() && !answer.flags().returning()) {
                edge.metrics.count("visits.shared");
            }
            call.json(200, json(edge.names, answer));
        }
    }

    @Override
    public void timedOut() {
        call.problem(Problems.NO_ANSWER);
    }

    static Buffer json(Names names, VisitAnsweredDecoder answer) {
        JsonBytes json = new JsonBytes();
        json.raw('{')
                .string("visit_id")
                .raw(':')
                .string(names.visit(answer.visitId()))
                .raw(',')
                .string("number")
                .raw(':')
                .string("+" + answer.number())
                .raw(',')
                .string("display")
                .raw(':')
                .string(Names.display(answer.number()))
                .raw(',')
                .string("expires_at")
                .raw(':')
                .string(Instant.ofEpochMilli(answer.expiresMicros() / MICROS).toString())
                .raw(',')
                .string("shared")
                .raw(':')
                .raw(answer.flags().shared() ? TRUE : FALSE)
                .raw('}');
        return Buffer.buffer(json.copy());
    }
}
