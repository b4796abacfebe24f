package io.gavel.gateway.notify;

import io.gavel.gateway.client.Failure;
import io.gavel.gateway.client.Request;
import io.netty.buffer.ByteBuf;
import java.util.Locale;

/** One attempt to send a letter. On the client's event loop. */
final class Posting extends Request {
    /** Hears how it ended, once, on the event loop. */
    interface End {
        void answered(int status);

        /** {@code word}: the failure as people read it. */
        void failed(Failure failure, String word);
    }

    private final Receiver receiver;
    private final String id;
    private final byte[] body;
    private final long epochSeconds;
    private final End end;

    Posting(Letter letter, Receiver receiver, long epochSeconds, int timeoutMillis, End end) {
        super(System.nanoTime() + timeoutMillis * 1_000_000L);
        this.receiver = receiver;
        this.id = letter.webhookId();
        this.body = letter.body;
        this.epochSeconds = epochSeconds;
        this.end = end;
    }

    @Override
    protected void encode(ByteBuf into) {
        byte[] headers = receiver.signer().headers(id, epochSeconds, body, body.length);
        receiver.endpoint().encode(into, headers, body, body.length);
    }

    @Override
    protected boolean isRepeatable() {
        return true;
    }

    @Override
    protected boolean isPatient() {
        return true;
    }

    @Override
    protected void answered(int status, byte[] answer, int length) {
        end.answered(status);
    }

    @Override
    protected void failed(Failure failure) {
        end.failed(failure, failure.name().toLowerCase(Locale.ROOT));
    }
}
