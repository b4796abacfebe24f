package io.gavel.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The event loops, made before anything runs on them: all edges do their I/O for one ping on the loop of its correlation id. */
public final class Loops {
    private static final long PATIENCE_SECONDS = 30;

    private Loops() {}

    /** Makes {@code count} event loops; waits for them, so not on an event loop. */
    public static List<Loop> start(Vertx vertx, int count) {
        List<Context> contexts = Collections.synchronizedList(new ArrayList<>());
        DeploymentOptions options = new DeploymentOptions().setInstances(count);
        join(vertx.deployVerticle(() -> new Place(contexts), options));
        List<Loop> loops = new ArrayList<>(count);
        for (Context context : contexts) {
            loops.add(new Loop(loops.size(), context));
        }
        return List.copyOf(loops);
    }

    /** Waits for what happens on event loops, from another thread. */
    static <T> T join(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("event loops do not answer", e);
        }
    }

    /** Holds one event loop's context. */
    private static final class Place extends VerticleBase {
        private final List<Context> contexts;

        Place(List<Context> contexts) {
            this.contexts = contexts;
        }

        @Override
        public Future<?> start() {
            contexts.add(context);
            return Future.succeededFuture();
        }
    }
}
