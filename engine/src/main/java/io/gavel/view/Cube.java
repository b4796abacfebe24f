package io.gavel.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The P and L: the present minute's rows in a table, earlier ones packed. Every event counts in the minute in which it
 * happened, so only the newest minute changes. It is written down when it is over, and meanwhile every {@value #EVERY_MICROS}
 * microseconds or {@value #EVERY_OUTPUTS} outputs; what came later is heard again after a crash.
 */
final class Cube implements PnlStore, AutoCloseable {
    static final int OTHER = 0;
    private static final long MINUTE = 60_000_000L;
    private static final long EVERY_MICROS = 10_000_000L;
    private static final int EVERY_OUTPUTS = 200_000;
    private static final long BLOAT = 16 << 20;
    private static final int DAY = 1440;
    private static final int QUARTER = 15;

    private final CubeLog log;
    private final int maxRows;
    private final int maxSources;
    private final LongAdder coarsened;
    private final TreeMap<Long, Block> blocks = new TreeMap<>();
    private final Map<String, Integer> sourceIds = new HashMap<>();
    private final List<String> sourceNames = new ArrayList<>(List.of("other"));
    private final Rows open = new Rows();
    private long openMinute;
    private long generation;
    private long totalRows;
    private long applied;
    private long written;
    private long writtenMicros;
    private int outputs;

    Cube(Path file, int maxRows, int maxSources, LongAdder coarsened) {
        this.maxRows = maxRows;
        this.maxSources = maxSources;
        this.coarsened = coarsened;
        this.log = CubeLog.open(file, new Reader());
        if (!blocks.isEmpty() && blocks.lastEntry().getValue().span() == 1) {
            Block last = blocks.pollLastEntry().getValue();
            totalRows -= last.rows();
            last.unpack(open);
            openMinute = last.minute();
        }
        written = applied;
    }

    /** The last output that counted and is written down. */
    synchronized long written() {
        return written;
    }

    /** Up to here nothing is lost if the process dies now. */
    synchronized long safe() {
        return written < applied ? written : Long.MAX_VALUE;
    }

    /** Whether this output counts now: false if it did before. Its {@link #add}s follow under the same lock on this cube. */
    synchronized boolean begins(long stamp, long timeMicros) {
        if (stamp <= applied) {
            return false;
        }
        long minute = Math.floorDiv(timeMicros, MINUTE);
        if (minute > openMinute) {
            closeMinute(minute);
            writtenMicros = timeMicros;
        } else if (outputs >= EVERY_OUTPUTS || timeMicros - writtenMicros >= EVERY_MICROS) {
            write();
            writtenMicros = timeMicros;
        }
        applied = stamp;
        outputs++;
        return true;
    }

    synchronized void add(int sellerId, int campaignId, int buyerId, int source, PnlColumn column, long amount) {
        open.add(sellerId, campaignId, buyerId, source, column, amount);
    }

    /** The number of a source; {@link #OTHER} when there are too many. */
    synchronized int source(String name) {
        Integer known = sourceIds.get(name);
        if (known != null) {
            return known;
        }
        if (sourceNames.size() > maxSources) {
            return OTHER;
        }
        int source = sourceNames.size();
        sourceNames.add(name);
        sourceIds.put(name, source);
        log.source(source, name);
        return source;
    }

    /** Forgets the minutes in which something counted from a stamp on. */
    synchronized void forget(long stamp) {
        generation++;
        write();
        blocks.values().removeIf(block -> block.stamp() >= stamp);
        if (applied >= stamp) {
            open.clear();
            openMinute = 0;
        }
        applied = Math.min(applied, stamp - 1);
        written = applied;
        totalRows = 0;
        for (Block block : blocks.values()) {
            totalRows += block.rows();
        }
        log.rewrite(this::writeTo);
    }

    /** Writes down what is not yet. */
    synchronized void write() {
        if (written < applied) {
            log.block(Block.pack(openMinute, 1, applied, open));
            written = applied;
        }
        outputs = 0;
    }

    private void closeMinute(long next) {
        if (open.size() > 0 || written < applied) {
            Block block = Block.pack(openMinute, 1, applied, open);
            log.block(block);
            written = applied;
            put(block);
            open.clear();
        }
        openMinute = next;
        outputs = 0;
        coarsen(next);
        if (log.bytes() > BLOAT && log.bytes() > 3 * packedBytes()) {
            log.rewrite(this::writeTo);
        }
    }

    private void put(Block block) {
        Map<Long, Block> replaced = blocks.subMap(block.minute(), block.minute() + block.span());
        for (Block old : replaced.values()) {
            totalRows -= old.rows();
        }
        replaced.clear();
        blocks.put(block.minute(), block);
        totalRows += block.rows();
    }

    /** Adds old minutes up to quarters of an hour, then to days, until there are few enough rows; the last hour stays. */
    private void coarsen(long now) {
        while (totalRows > maxRows) {
            if (!coarsen(QUARTER, now - 2 * DAY)
                    && !coarsen(DAY, now - 32 * DAY)
                    && !coarsen(QUARTER, now - 60)
                    && !coarsen(DAY, now - DAY)) {
                return;
            }
        }
    }

    private boolean coarsen(int span, long before) {
        for (Block block : blocks.headMap(before, true).values()) {
            long start = Math.floorDiv(block.minute(), span) * span;
            if (block.span() < span && start + span <= before) {
                Rows sum = new Rows();
                long stamp = 0;
                for (Block part : blocks.subMap(start, start + span).values()) {
                    part.unpack(sum);
                    stamp = Math.max(stamp, part.stamp());
                }
                Block merged = Block.pack(start, span, stamp, sum);
                log.block(merged);
                put(merged);
                generation += span == DAY ? 1 : 0;
                coarsened.increment();
                return true;
            }
        }
        return false;
    }

    private long packedBytes() {
        long bytes = 0;
        for (Block block : blocks.values()) {
            bytes += 40 + block.packed().bytes().length;
        }
        return bytes;
    }

    private void writeTo(CubeLog fresh) {
        for (int source = 1; source < sourceNames.size(); source++) {
            fresh.source(source, sourceNames.get(source));
        }
        blocks.values().forEach(fresh::block);
        fresh.block(Block.pack(openMinute, 1, written, open));
    }

    @Override
    public synchronized long openMinute() {
        return openMinute;
    }

    @Override
    public synchronized long generation() {
        return generation;
    }

    @Override
    public void read(long fromMicros, long toMicros, RowVisitor rows) {
        long from = Math.floorDiv(fromMicros, MINUTE);
        long to = Math.floorDiv(toMicros - 1, MINUTE) + 1;
        List<Block> found;
        String[] names;
        synchronized (this) {
            found = new ArrayList<>(blocks.subMap(from, Math.max(from, to)).values());
            if (openMinute >= from && openMinute < to) {
                found.add(Block.pack(openMinute, 1, applied, open));
            }
            names = sourceNames.toArray(new String[0]);
        }
        Rows table = new Rows();
        long[] values = new long[Rows.COLUMNS];
        for (Block block : found) {
            table.clear();
            block.unpack(table);
            for (int row = 0; row < table.size(); row++) {
                for (int column = 0; column < values.length; column++) {
                    values[column] = table.value(row, column);
                }
                rows.row(
                        block.minute(),
                        table.sellerId(row),
                        table.campaignId(row),
                        table.buyerId(row),
                        names[table.source(row)],
                        values);
            }
        }
    }

    @Override
    public synchronized void close() {
        write();
        log.close();
    }

    /** Takes in what the file says. */
    private final class Reader implements CubeLog.Heard {
        @Override
        public void source(int source, String name) {
            while (sourceNames.size() <= source) {
                sourceNames.add("other");
            }
            sourceNames.set(source, name);
            sourceIds.put(name, source);
        }

        @Override
        public void block(Block block) {
            put(block);
            applied = Math.max(applied, block.stamp());
        }
    }
}
