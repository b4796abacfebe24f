package io.gavel.gateway.http;

import io.vertx.core.Context;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a client was told of a moment ago. Read models hear of an answer when the client's edge does, and may be later: what
 * is not there while they are behind is looked for again, for a quarter of a second, before it is said not to be there.
 */
public final class Fresh {
    private static final int MILLIS = 5;
    private static final int TRIES = 50;

    private final LongSupplier unheard;

    /** {@code unheard}: outputs that some read model has not heard yet. */
    public Fresh(LongSupplier unheard) {
        this.unheard = unheard;
    }

    /** Looks, on the call's loop; then hands on what is there, or answers 404. */
    public <T> void find(Call call, Supplier<@Nullable T> look, Consumer<T> found) {
        find(call, look, found, TRIES);
    }

    private <T> void find(Call call, Supplier<@Nullable T> look, Consumer<T> found, int tries) {
        boolean isBehind = unheard.getAsLong() > 0;
        T value = look.get();
        if (value != null) {
            found.accept(value);
        } else if (isBehind && tries > 0) {
            Context loop = call.loop().context();
            loop.owner().setTimer(MILLIS, later -> {
                if (!call.isAnswered()) {
                    find(call, look, found, tries - 1);
                }
            });
        } else {
            call.problem(Problems.NOT_FOUND);
        }
    }
}
