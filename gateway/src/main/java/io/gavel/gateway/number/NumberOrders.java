package io.gavel.gateway.number;

import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.market.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries orders of numbers to their end, whatever happens meanwhile: each is on the disk before the provider is asked; one that may
 * have been sent is looked for by its reference before it is sent again; what came of it goes into the inventory, and only then it
 * is over. One thread of its own does all that; looking is for any thread.
 */
final class NumberOrders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NumberOrders.class);
    private static final String REFERENCE = "gavel-";

    private final OrderFile file;
    private final Map<String, NumberProvider> providers;
    private final Inventory inventory;
    private final InstantSource clock;
    private final ConcurrentSkipListMap<String, NumberOrder> orders = new ConcurrentSkipListMap<>();
    private final Set<String> busy = new HashSet<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(NumberOrders::thread);

    NumberOrders(Path folder, Map<String, NumberProvider> providers, Inventory inventory, InstantSource clock)
            throws IOException {
        this.file = new OrderFile(folder);
        this.providers = providers;
        this.inventory = inventory;
        this.clock = clock;
        file.read().forEach(order -> orders.put(order.id(), order));
    }

    /** Goes on with what was under way, now and every so many seconds. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void start(int seconds) {
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(this::goOn, 0, seconds, TimeUnit.SECONDS);
    }

    /** Newest first. */
    List<NumberOrder> all() {
        return new ArrayList<>(orders.descendingMap().values());
    }

    @Nullable
    NumberOrder find(String id) {
        return orders.get(id);
    }

    /** Takes an order: when this completes it is on the disk, and will come to an end. */
    CompletableFuture<NumberOrder> take(NumberOrder order) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        keep(order);
                        advance(order);
                        return order;
                    },
                    thread);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void goOn() {
        for (NumberOrder order : orders.values()) {
            if (!order.isOver() && !busy.contains(order.id())) {
                tryToAdvance(order);
            }
        }
    }

    /** A disk that refuses, or a bug, does not stop the other orders. */
    private void tryToAdvance(NumberOrder order) {
        try {
            advance(order);
        } catch (RuntimeException e) {
            busy.remove(order.id());
            LOG.error("numbers order={} problem=\"it cannot go on\"", order.id(), e);
        }
    }

    /** One step: find out, or send, or put into the inventory. */
    private void advance(NumberOrder order) {
        NumberProvider provider = providers.get(order.provider());
        if (provider == null) {
            keep(order.with(order.status(), order.sent(), "there is no provider " + order.provider()));
            return;
        }
        busy.add(order.id());
        if (order.sent()) {
            heard(order, provider.find(REFERENCE + order.id()), true);
        } else {
            send(order, provider);
        }
    }

    private void send(NumberOrder order, NumberProvider provider) {
        NumberOrder sent = order.with(NumberOrder.Status.ASKED, true, order.problem());
        keep(sent);
        heard(sent, provider.order(REFERENCE + order.id(), order.numbers()), false);
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void heard(NumberOrder order, CompletableFuture<NumberProvider.Progress> answer, boolean looked) {
        CompletableFuture<NumberProvider.Progress> unused = answer.whenComplete((progress, failure) -> {
            try {
                thread.execute(() -> take(order, progress, failure, looked));
            } catch (RejectedExecutionException closed) {
                LOG.info("numbers order={} \"goes on at the next start\"", order.id());
            }
        });
    }

    private void take(
            NumberOrder order,
            NumberProvider.@Nullable Progress progress,
            @Nullable Throwable failure,
            boolean looked) {
        busy.remove(order.id());
        if (progress == null) {
            failed(order, failure, looked);
        } else if (progress.state() == NumberProvider.State.NONE) {
            // it never got there: now it may be sent, once more
            NumberProvider provider = providers.get(order.provider());
            if (provider != null) {
                busy.add(order.id());
                send(order, provider);
            }
        } else if (progress.state() == NumberProvider.State.PENDING) {
            keep(order.with(NumberOrder.Status.PENDING, true, ""));
        } else {
            bring(order, progress);
        }
    }

    /** A refusal of the order itself is its end; anything else is looked at again. */
    private void failed(NumberOrder order, @Nullable Throwable failure, boolean looked) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String problem = cause == null || cause.getMessage() == null ? "no answer" : cause.getMessage();
        boolean refused = !looked && cause instanceof NumberProvider.Failure known && known.isFinal();
        LOG.warn("numbers order={} provider={} problem=\"{}\"", order.id(), order.provider(), problem);
        if (refused) {
            keep(order.ended(NumberOrder.Status.FAILED, List.of(), order.numbers(), problem));
        } else {
            keep(order.with(order.status(), true, problem));
        }
    }

    private void bring(NumberOrder order, NumberProvider.Progress progress) {
        if (progress.got().isEmpty()) {
            keep(order.ended(
                    NumberOrder.Status.FAILED, List.of(), progress.refused(), "the provider has none of them"));
            return;
        }
        List<Inventory.Row> rows = new ArrayList<>();
        for (String number : progress.got()) {
            Map<String, @Nullable String> cells = new LinkedHashMap<>();
            put(cells, "carrier", order.carrier());
            put(cells, "monthly_fee", order.monthly());
            put(cells, "per_minute", order.perMinute());
            cells.put(
                    "since",
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString());
            rows.add(new Inventory.Row(number, cells, null));
        }
        Outcome outcome =
                inventory.bring(rows, false, clock.instant(), order.by()).join();
        if (outcome.refusal() == null) {
            keep(order.ended(NumberOrder.Status.DONE, progress.got(), progress.refused(), ""));
            LOG.info(
                    "numbers order={} provider={} got={}",
                    order.id(),
                    order.provider(),
                    progress.got().size());
        } else {
            String why = outcome.refusal().problems().isEmpty()
                    ? outcome.refusal().detail()
                    : outcome.refusal().problems().get(0).toString();
            keep(order.with(order.status(), true, "not in the inventory yet: " + why));
        }
    }

    private static void put(Map<String, @Nullable String> cells, String key, @Nullable String value) {
        if (value != null) {
            cells.put(key, value);
        }
    }

    private void keep(NumberOrder order) {
        try {
            file.write(order);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the order cannot be written down", e);
        }
        orders.put(order.id(), order);
    }

    private static Thread thread(Runnable work) {
        Thread made = new Thread(work, "number-orders");
        made.setDaemon(true);
        return made;
    }
}
