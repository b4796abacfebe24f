package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.vault.Receipt;
import io.gavel.ring.Slot;
import java.io.IOException;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ping on its way that tells where the caller or lead came from: that goes into the vault of visits first, so that the line can
 * name it. The receipt comes on the vault's thread and goes straight back to the call's loop; everything else is there.
 */
final class ToldPing implements Receipt {
    private static final Logger LOG = LoggerFactory.getLogger(ToldPing.class);

    private final SellerEdge edge;
    private final Call call;
    private final long patienceMillis;
    private final Reply reply;
    private final ExpandableArrayBuffer message;
    private final int length;

    /** {@code message}: a {@code PingReceived} that lacks correlation id and leadRef. */
    ToldPing(SellerEdge edge, Call call, long patienceMillis, Reply reply, ExpandableArrayBuffer message, int length) {
        this.edge = edge;
        this.call = call;
        this.patienceMillis = patienceMillis;
        this.reply = reply;
        this.message = message;
        this.length = length;
    }

    void store(byte[] story) {
        if (edge.accepts(call) && !edge.stories.store(story, this)) {
            call.problem(Problems.BUSY);
        }
    }

    @Override
    public void done(long storyRef) {
        call.loop().context().runOnContext(now -> send(storyRef));
    }

    @Override
    public void failed(IOException cause) {
        call.loop().context().runOnContext(now -> {
            LOG.error("ping problem=\"the vault cannot store\" cause=\"{}\"", cause.getMessage());
            call.problem(new Problem(
                    503, "vault_failed", "What the ping told cannot be stored now; nothing was done.", List.of(), 5));
        });
    }

    private void send(long storyRef) {
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
        LeadRequest.complete(message, correlationId, storyRef);
        slot.buffer().putBytes(0, message, 0, length);
        slot.publish(length);
    }
}
