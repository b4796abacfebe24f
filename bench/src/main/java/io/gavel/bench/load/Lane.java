package io.gavel.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One event loop's share of the load: starts requests when they are due, on any connection that is free. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or a connect that fails closes the channel, which is counted
final class Lane {

    private static final long GRANULARITY_NANOS = 50_000;
    private static final long CHECK_MILLIS = 100;
    private static final int REQUEST_BYTES = 1024;

    private final LoadPlan plan;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final SplittableRandom random;
    private final int number;
    private final Tally tally;
    private final CompletableFuture<Tally> over = new CompletableFuture<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> due = new ArrayDeque<>();
    private final List<Connection> connections = new ArrayList<>();
    private long startNanos;
    private long endNanos;
    private long nextNanos;
    private long requests;
    private boolean started;

    Lane(LoadPlan plan, int number, EventLoop loop, Bootstrap bootstrap) {
        this.plan = plan;
        this.number = number;
        this.loop = loop;
        this.bootstrap = bootstrap.clone(loop).option(ChannelOption.TCP_NODELAY, true);
        this.random = new SplittableRandom(number);
        this.tally = new Tally((int) Math.max(1, plan.duration().toSeconds()));
    }

    /** Completes, on the loop, when the time is over and all is answered or given up. */
    CompletableFuture<Tally> run(int share) {
        loop.execute(() -> {
            for (int i = 0; i < share; i++) {
                connect();
            }
        });
        loop.schedule(this::start, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        return over;
    }

    void idle(Connection connection) {
        connections.add(connection);
        idle.push(connection);
        if (started) {
            sendWhatIsDue(System.nanoTime());
        }
    }

    void answered(Connection connection, int status, boolean asExpected, long intendedNanos, long sentNanos) {
        long now = System.nanoTime();
        if (intendedNanos >= startNanos) {
            tally.answered(
                    status,
                    asExpected,
                    TimeUnit.NANOSECONDS.toSeconds(now - startNanos),
                    now - intendedNanos,
                    now - sentNanos);
        }
        idle.push(connection);
        sendWhatIsDue(now);
    }

    void lost(Connection connection, boolean wasBusy) {
        connections.remove(connection);
        idle.remove(connection);
        if (wasBusy) {
            tally.broke();
        }
        if (!over.isDone()) {
            loop.schedule(this::connect, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void failed(Throwable cause) {
        over.completeExceptionally(cause);
    }

    private void connect() {
        bootstrap
                .clone()
                .handler(new Connection(this, plan.expect()))
                .connect(plan.url().getHost(), plan.port())
                .addListener(future -> {
                    if (!future.isSuccess() && !over.isDone()) {
                        loop.schedule(this::connect, CHECK_MILLIS, TimeUnit.MILLISECONDS);
                    }
                });
    }

    private void start() {
        long now = System.nanoTime();
        nextNanos = now + (long) (number * interval() / plan.lanes());
        startNanos = now + plan.warmup().toNanos();
        endNanos = startNanos + plan.duration().toNanos();
        started = true;
        loop.schedule(this::check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        if (plan.rate() > 0) {
            tick();
        } else {
            sendWhatIsDue(now);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        while (nextNanos <= now && nextNanos < endNanos) {
            due.add(nextNanos);
            nextNanos += (long) (plan.poisson() ? -Math.log(1 - random.nextDouble()) * interval() : interval());
        }
        sendWhatIsDue(now);
        if (nextNanos < endNanos) {
            long wait = Math.max(GRANULARITY_NANOS, nextNanos - System.nanoTime());
            loop.schedule(this::tick, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void sendWhatIsDue(long now) {
        while (!idle.isEmpty() && (plan.rate() > 0 ? !due.isEmpty() : now < endNanos)) {
            long intended = plan.rate() > 0 ? due.remove() : now;
            ByteBuf request = PooledByteBufAllocator.DEFAULT.directBuffer(REQUEST_BYTES);
            plan.requests().write(request, requests++ * plan.lanes() + number, random);
            idle.pop().send(request, intended, now);
        }
    }

    private void check() {
        long now = System.nanoTime();
        long oldest = now - plan.timeout().toNanos();
        for (Connection connection : List.copyOf(connections)) {
            if (connection.giveUpIfSentBefore(oldest)) {
                tally.timedOut();
            }
        }
        boolean busy = connections.stream().anyMatch(Connection::isBusy);
        boolean late = now > endNanos + plan.timeout().toNanos();
        if (now >= endNanos && (late || (!busy && due.isEmpty()))) {
            tally.unsent(due.size());
            over.complete(tally);
        } else {
            loop.schedule(this::check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Nanoseconds between two starts of this lane. */
    private double interval() {
        return plan.rate() > 0 ? plan.lanes() * 1e9 / plan.rate() : 0;
    }
}
