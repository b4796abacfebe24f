package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.vault.Receipt;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.message.PostReceivedEncoder;
import io.gavel.ring.Slot;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A post, a direct lead, or a ping that tells where it came from, on its way: what it says goes into a vault, then the line is told
 * with the vault's key. The receipt comes on the vault's thread and goes straight back to the call's loop; everything else is there.
 */
final class Stored implements Receipt {
    private static final Logger LOG = LoggerFactory.getLogger(Stored.class);

    /** What is stored first. */
    enum What {
        LEAD("lead", "The lead's data"),
        /** Where a ping came from, in the vault of visits. */
        STORY("ping", "What the ping told");

        private final String word;
        private final String subject;

        What(String word, String subject) {
            this.word = word;
            this.subject = subject;
        }
    }

    private final SellerEdge edge;
    private final Call call;
    private final What what;
    private final long patienceMillis;
    private final Reply reply;
    private final ExpandableArrayBuffer message;
    private final int length;

    /** {@code message}: a {@code PostReceived} or {@code PingReceived} that lacks correlation id and leadRef. */
    Stored(
            SellerEdge edge,
            Call call,
            What what,
            long patienceMillis,
            Reply reply,
            ExpandableArrayBuffer message,
            int length) {
        this.edge = edge;
        this.call = call;
        this.what = what;
        this.patienceMillis = patienceMillis;
        this.reply = reply;
        this.message = message;
        this.length = length;
    }

    /** Stores it; on the call's loop. */
    void begin(byte[] json) {
        Vault vault = what == What.LEAD ? edge.vault : edge.stories;
        if (edge.accepts(call) && !vault.store(json, this)) {
            call.problem(Problems.BUSY);
        }
    }

    @Override
    public void done(long reference) {
        call.loop().context().runOnContext(now -> send(reference));
    }

    @Override
    public void failed(IOException cause) {
        call.loop().context().runOnContext(now -> {
            LOG.error("{} problem=\"the vault cannot store\" cause=\"{}\"", what.word, cause.getMessage());
            call.problem(new Problem(
                    503, "vault_failed", what.subject + " cannot be stored now; nothing was done.", List.of(), 5));
        });
    }

    private void send(long reference) {
        Slot slot = edge.claim(call);
        if (slot == null) {
            return;
        }
        long correlationId = edge.replies.await(call.loop(), patienceMillis, reply);
        if (correlationId == 0) {
            slot.abandon();
            call.problem(Problems.BUSY);
            return;
        }
        complete(message, correlationId, reference);
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
}
