package io.gavel.gateway.notify;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.client.Request;
import io.netty.buffer.ByteBuf;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One attempt to send letters. On the client's event loop. */
final class Posting extends Request {
    /** Hears how it ended, once, on the event loop. */
    interface End {
        /**
         * There is an answer.
         *
         * @param answer the body from 0; valid during the call only
         * @param pauseMillis before which nothing more is wanted; 0: it does not say
         */
        void answered(int status, byte[] answer, int length, long pauseMillis);

        void failed(Failure failure);
    }

    private final Endpoint endpoint;
    private final byte @Nullable [] headers;
    private final byte[] body;
    private final InstantSource clock;
    private final End end;

    Posting(
            Endpoint endpoint,
            byte @Nullable [] headers,
            byte[] body,
            int timeoutMillis,
            InstantSource clock,
            End end) {
        super(System.nanoTime() + timeoutMillis * 1_000_000L);
        this.endpoint = endpoint;
        this.headers = headers;
        this.body = body;
        this.clock = clock;
        this.end = end;
    }

    @Override
    protected void encode(ByteBuf into) {
        endpoint.encode(into, headers, body, body.length);
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
        end.answered(status, answer, length, retryAfterSeconds(clock.instant()) * 1_000L);
    }

    @Override
    protected void failed(Failure failure) {
        end.failed(failure);
    }
}
