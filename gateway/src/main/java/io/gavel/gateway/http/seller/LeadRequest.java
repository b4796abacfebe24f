package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.vault.Receipt;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.message.PostReceivedEncoder;
import io.gavel.message.Reason;
import io.gavel.ring.Slot;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A post or direct lead on its way: into the vault, onto the line, back to the seller. The receipt comes on the vault's thread
 * and goes straight back to the call's loop; everything else is there.
 */
final class LeadRequest implements Receipt, Reply {
    private static final Logger LOG = LoggerFactory.getLogger(LeadRequest.class);
    private static final int GRACE_MILLIS = 2000;

    private final SellerEdge edge;
    private final Call call;
    private final long patienceMillis;
    private final ExpandableArrayBuffer message;
    private final int length;

    /** {@code message}: a {@code PostReceived} or direct {@code PingReceived} that lacks correlation id and leadRef. */
    LeadRequest(SellerEdge edge, Call call, long patienceMillis, ExpandableArrayBuffer message, int length) {
        this.edge = edge;
        this.call = call;
        this.patienceMillis = patienceMillis + GRACE_MILLIS;
        this.message = message;
        this.length = length;
    }

    void store(byte[] fieldsJson) {
        if (edge.accepts(call) && !edge.vault.store(fieldsJson, this)) {
            call.problem(Problems.BUSY);
        }
    }

    @Override
    public void done(long leadRef) {
        call.loop().context().runOnContext(now -> send(leadRef));
    }

    @Override
    public void failed(IOException cause) {
        call.loop().context().runOnContext(now -> {
            LOG.error("lead problem=\"the vault cannot store\" cause=\"{}\"", cause.getMessage());
            call.problem(new Problem(
                    503, "vault_failed", "The lead's data cannot be stored now; nothing was done.", List.of(), 5));
        });
    }

    private void send(long leadRef) {
        Slot slot = edge.claim(call);
        if (slot == null) {
            return;
        }
        long correlationId = edge.replies.await(call.loop(), patienceMillis, this);
        if (correlationId == 0) {
            slot.abandon();
            call.problem(Problems.BUSY);
            return;
        }
        complete(message, correlationId, leadRef);
        slot.buffer().putBytes(0, message, 0, length);
        slot.publish(length);
    }

    /** Says in a message who waits for its answer and where its data is. */
    static void complete(MutableDirectBuffer message, long correlationId, long leadRef) {
        int body = MessageHeaderEncoder.ENCODED_LENGTH;
        int template = message.getShort(MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        boolean isPing = template == PingReceivedDecoder.TEMPLATE_ID;
        int correlationAt = isPing
                ? PingReceivedEncoder.correlationIdEncodingOffset()
                : PostReceivedEncoder.correlationIdEncodingOffset();
        int leadRefAt =
                isPing ? PingReceivedEncoder.leadRefEncodingOffset() : PostReceivedEncoder.leadRefEncodingOffset();
        message.putLong(body + correlationAt, correlationId, ByteOrder.LITTLE_ENDIAN);
        message.putLong(body + leadRefAt, leadRef, ByteOrder.LITTLE_ENDIAN);
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
