package io.gavel.view;

import io.gavel.message.CostChangedDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What ads cost: every change is kept, in memory and in a file, so that changes from some stamp on can be forgotten; the last of
 * each key holds. A few thousand a day, so all of them fit.
 */
final class Costs implements CostStore, AutoCloseable {
    private static final Comparator<Cost> ORDER = Comparator.comparingLong(Cost::startMicros)
            .thenComparingInt(Cost::campaignId)
            .thenComparing(Cost::source)
            .thenComparing(Cost::keyword);

    private final CubeLog log;
    private final List<Change> changes = new ArrayList<>();
    private final Map<Key, Cost> costs = new LinkedHashMap<>();
    private long applied;

    Costs(Path file) {
        log = CubeLog.open(file, new CubeLog.Heard() {
            @Override
            public void source(int source, String name) {}

            @Override
            public void block(Block block) {}

            @Override
            public void other(ByteBuffer record) {
                apply(read(record));
            }
        });
    }

    private record Change(long stamp, Cost cost) {}

    private record Key(int campaignId, int day, String source, String keyword) {
        static Key of(Cost cost) {
            return new Key(cost.campaignId(), cost.day(), cost.source(), cost.keyword());
        }
    }

    synchronized void changed(long stamp, CostChangedDecoder told) {
        if (stamp <= applied) {
            return;
        }
        long start = told.startMicros();
        long amount = told.amountMicros();
        int campaignId = told.campaignId();
        int day = told.day();
        String source = told.source();
        Change change = new Change(stamp, new Cost(start, day, campaignId, source, told.keyword(), amount));
        log.other(bytes(change));
        apply(change);
    }

    /** Forgets what was told from a stamp on. */
    synchronized void forget(long stamp) {
        if (applied < stamp) {
            return;
        }
        List<Change> kept = new ArrayList<>();
        for (Change change : changes) {
            if (change.stamp < stamp) {
                kept.add(change);
            }
        }
        changes.clear();
        costs.clear();
        applied = 0;
        kept.forEach(this::apply);
        log.rewrite(fresh -> kept.forEach(change -> fresh.other(bytes(change))));
    }

    private void apply(Change change) {
        changes.add(change);
        applied = Math.max(applied, change.stamp);
        if (change.cost.amountMicros() == 0) {
            costs.remove(Key.of(change.cost));
        } else {
            costs.put(Key.of(change.cost), change.cost);
        }
    }

    @Override
    public synchronized List<Cost> costs(long fromMicros, long toMicros) {
        List<Cost> found = new ArrayList<>();
        for (Cost cost : costs.values()) {
            if (cost.startMicros() >= fromMicros && cost.startMicros() < toMicros) {
                found.add(cost);
            }
        }
        found.sort(ORDER);
        return found;
    }

    private static byte[] bytes(Change change) {
        Cost cost = change.cost;
        byte[] source = cost.source().getBytes(StandardCharsets.UTF_8);
        byte[] keyword = cost.keyword().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(36 + source.length + keyword.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(change.stamp)
                .putLong(cost.startMicros())
                .putLong(cost.amountMicros())
                .putInt(cost.day())
                .putInt(cost.campaignId())
                .putInt(source.length)
                .put(source)
                .put(keyword)
                .array();
    }

    private static Change read(ByteBuffer in) {
        long stamp = in.getLong();
        long start = in.getLong();
        long amount = in.getLong();
        int day = in.getInt();
        int campaignId = in.getInt();
        byte[] source = new byte[in.getInt()];
        in.get(source);
        byte[] keyword = new byte[in.remaining()];
        in.get(keyword);
        String ofSource = new String(source, StandardCharsets.UTF_8);
        String ofKeyword = new String(keyword, StandardCharsets.UTF_8);
        return new Change(stamp, new Cost(start, day, campaignId, ofSource, ofKeyword, amount));
    }

    @Override
    public void close() {
        log.close();
    }
}
