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
            keep(order.with(order.status(), "there is no provider " + order.provider()));
            return;
        }
        busy.add(order.id());
        if (order.isSent()) {
            heard(order, provider.find(reference(order)), (progress, failure) -> looked(order, progress, failure));
        } else {
            send(order, provider);
        }
    }

    private void send(NumberOrder order, NumberProvider provider) {
        NumberOrder sent = order.sentAt(clock.millis());
        keep(sent);
        heard(
                sent,
                provider.order(reference(order), order.numbers()),
                (progress, failure) -> answered(sent, provider, progress, failure));
    }

    private static String reference(NumberOrder order) {
        return REFERENCE + order.id();
    }

    /** What is done with an answer of the provider's: one of both is null. */
    private interface Hearing {
        void hear(NumberProvider.@Nullable Progress progress, @Nullable Throwable failure);
    }

    /** Hears an answer on our thread; the order is free for the next step then. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void heard(NumberOrder order, CompletableFuture<NumberProvider.Progress> answer, Hearing hearing) {
        CompletableFuture<NumberProvider.Progress> unused = answer.whenComplete((progress, failure) -> {
            try {
                thread.execute(() -> {
                    busy.remove(order.id());
                    hearing.hear(progress, failure);
                });
            } catch (RejectedExecutionException closed) {
                LOG.info("numbers order={} \"goes on at the next start\"", order.id());
            }
        });
    }

    /** It was looked for. One that is not there yet may get there still: it is sent again only when that is over. */
    private void looked(NumberOrder order, NumberProvider.@Nullable Progress progress, @Nullable Throwable failure) {
        NumberProvider provider = providers.get(order.provider());
        if (progress == null) {
            again(order, failure);
        } else if (progress.state() != NumberProvider.State.NONE) {
            take(order, progress);
        } else if (provider != null
                && clock.millis() - order.sentMillis() < provider.settling().toMillis()) {
            keep(order.with(order.status(), "the provider does not know it yet"));
        } else if (provider != null) {
            busy.add(order.id());
            send(order, provider);
        }
    }

    /**
     * It was sent. A refusal is its end, but of one that was sent before: then what is refused may be ours already, and it is looked
     * for once more.
     */
    private void answered(
            NumberOrder order,
            NumberProvider provider,
            NumberProvider.@Nullable Progress progress,
            @Nullable Throwable failure) {
        boolean isRefused = cause(failure) instanceof NumberProvider.Failure known && known.isFinal();
        if (progress != null) {
            take(order, progress);
        } else if (!isRefused) {
            again(order, failure);
        } else if (order.sent() == 1) {
            refused(order, failure);
        } else {
            busy.add(order.id());
            heard(order, provider.find(reference(order)), (found, lost) -> {
                if (found == null) {
                    again(order, lost);
                } else if (found.state() == NumberProvider.State.NONE) {
                    refused(order, failure);
                } else {
                    take(order, found);
                }
            });
        }
    }

    private void take(NumberOrder order, NumberProvider.Progress progress) {
        if (progress.state() == NumberProvider.State.PENDING) {
            keep(order.with(NumberOrder.Status.PENDING, ""));
        } else {
            bring(order, progress);
        }
    }

    /** It is looked at again in a while. */
    private void again(NumberOrder order, @Nullable Throwable failure) {
        keep(order.with(order.status(), problem(order, failure)));
    }

    private void refused(NumberOrder order, @Nullable Throwable failure) {
        keep(order.ended(NumberOrder.Status.FAILED, List.of(), order.numbers(), problem(order, failure)));
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String problem(NumberOrder order, @Nullable Throwable failure) {
        Throwable cause = cause(failure);
        String problem = cause == null || cause.getMessage() == null ? "no answer" : cause.getMessage();
        LOG.warn("numbers order={} provider={} problem=\"{}\"", order.id(), order.provider(), problem);
        return problem;
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
            keep(order.with(order.status(), "not in the inventory yet: " + why));
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
