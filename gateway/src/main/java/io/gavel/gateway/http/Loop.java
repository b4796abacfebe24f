package io.gavel.gateway.http;

import io.gavel.ring.InputRing;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Supplier;

/** What one event loop keeps for all its calls. Any thread. */
public final class Loop {
    private final int index;
    private final Context context;

    Loop(int index, Context context) {
        this.index = index;
        this.context = context;
    }

    /** From 0; the upper 16 bits of the correlation ids of what this loop waits for. */
    public int index() {
        return index;
    }

    /** To get back onto this loop from another thread. */
    public Context context() {
        return context;
    }

    /** Starts something on this loop, from any thread. */
    <T> Future<T> call(Supplier<Future<T>> work) {
        Promise<T> result = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(result));
        return result.future();
    }

    /** What this loop puts on the line in one turn wakes it once. */
    public void wakesOnce(InputRing inputs) {
        EventLoop events = ((ContextInternal) context).nettyEventLoop();
        events.execute(() -> inputs.wakeAtEndOfTurn(events));
    }
}
