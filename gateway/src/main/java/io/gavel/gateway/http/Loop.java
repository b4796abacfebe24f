package io.gavel.gateway.http;

import io.vertx.core.Context;

/** What one event loop keeps for all its calls. Used on that loop only, its two fields apart. */
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
}
