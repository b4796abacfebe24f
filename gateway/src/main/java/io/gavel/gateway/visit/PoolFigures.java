package io.gavel.gateway.visit;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.View;
import io.gavel.message.VisitAnsweredDecoder;
import io.gavel.message.VisitEndedDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pools measure, hour by hour, for eight days: how many visitors came, how many found no number, how long they stayed. Kept
 * in one small file that is written anew every minute; what came after it is told again after a crash. Heard on the view's
 * thread, read by any.
 */
public final class PoolFigures implements View, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(PoolFigures.class);
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long SAVE_MICROS = 60_000_000L;
    private static final int KEPT_HOURS = 8 * 24;
    private static final int POOL_BITS = 32;

    private final Path file;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final VisitAnsweredDecoder answered = new VisitAnsweredDecoder();
    private final VisitEndedDecoder ended = new VisitEndedDecoder();
    /** By hour, then pool. */
    private final TreeMap<Long, PoolHour> hours = new TreeMap<>();

    private final Map<Integer, Integer> live = new TreeMap<>();
    private long appliedSequence;
    private int appliedIndex = -1;
    private long savedMicros;
    private volatile long safe;

    private PoolFigures(Path file) {
        this.file = file;
    }

    /** What the file has; a file that cannot be read is begun anew. */
    public static PoolFigures open(Path file) {
        PoolFigures figures = new PoolFigures(file);
        try {
            if (Files.exists(file)) {
                figures.load(Files.readAllLines(file));
            }
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("pools figures=begun-anew cause=\"{}\"", e.toString());
            figures.clear();
        }
        return figures;
    }

    @Override
    public String name() {
        return "pools";
    }

    @Override
    public long lastSequence() {
        return safe;
    }

    @Override
    public synchronized void rebuild(long fromSequence) {
        clear();
        appliedSequence = Math.max(0, fromSequence - 1);
        safe = appliedSequence;
    }

    @Override
    public synchronized void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        if (sequence < appliedSequence || (sequence == appliedSequence && index <= appliedIndex)) {
            return;
        }
        appliedSequence = sequence;
        appliedIndex = index;
        switch (header.wrap(buffer, offset).templateId()) {
            case VisitAnsweredDecoder.TEMPLATE_ID ->
                came(answered.wrapAndApplyHeader(buffer, offset, header), timeMicros);
            case VisitEndedDecoder.TEMPLATE_ID -> went(ended.wrapAndApplyHeader(buffer, offset, header), timeMicros);
            default -> {}
        }
        if (endOfBatch && timeMicros - savedMicros > SAVE_MICROS) {
            savedMicros = timeMicros;
            save();
        }
    }

    /** The hours of a pool, the oldest first. */
    synchronized List<PoolHour> of(int poolId) {
        List<PoolHour> found = new ArrayList<>();
        for (PoolHour hour : hours.values()) {
            if (hour.poolId == poolId) {
                found.add(hour.copy());
            }
        }
        return found;
    }

    /** Visits of a pool now. */
    synchronized int live(int poolId) {
        return live.getOrDefault(poolId, 0);
    }

    @Override
    public synchronized void close() {
        save();
    }

    private void came(VisitAnsweredDecoder visit, long timeMicros) {
        if (visit.touched() != 0 || visit.poolId() == 0) {
            return;
        }
        PoolHour hour = hour(visit.poolId(), timeMicros);
        if (visit.visitId() == 0) {
            hour.arrivals++;
            hour.refused++;
            return;
        }
        live.put(visit.poolId(), visit.live());
        hour.peak = Math.max(hour.peak, visit.live());
        if (visit.flags().returning()) {
            hour.returning++;
            return;
        }
        hour.arrivals++;
        if (visit.flags().shared()) {
            hour.shared++;
        }
    }

    private void went(VisitEndedDecoder visit, long timeMicros) {
        PoolHour hour = hour(visit.poolId(), timeMicros);
        hour.ended++;
        hour.visitMicros += visit.touchedMicros() - visit.openedMicros();
        live.merge(visit.poolId(), -1, (before, less) -> Math.max(0, before + less));
    }

    private PoolHour hour(int poolId, long timeMicros) {
        long number = timeMicros / HOUR_MICROS;
        while (!hours.isEmpty() && hours.firstKey() >> POOL_BITS < number - KEPT_HOURS) {
            hours.pollFirstEntry();
        }
        PoolHour hour = hours.computeIfAbsent(number << POOL_BITS | poolId, key -> new PoolHour(poolId, timeMicros));
        hour.lastMicros = timeMicros;
        return hour;
    }

    private void save() {
        List<String> lines = new ArrayList<>();
        lines.add(appliedSequence + " " + appliedIndex);
        live.forEach((pool, count) -> lines.add("live " + pool + " " + count));
        hours.forEach((key, hour) -> lines.add(key + " " + hour.text()));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            safe = Math.max(safe, appliedSequence - 1);
        } catch (IOException e) {
            LOG.error("pools problem=\"figures cannot be written\" cause=\"{}\"", e.toString());
        }
    }

    private void load(List<String> lines) {
        String[] stamp = lines.get(0).split(" ", -1);
        appliedSequence = Long.parseLong(stamp[0]);
        appliedIndex = Integer.parseInt(stamp[1]);
        safe = Math.max(0, appliedSequence - 1);
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(" ", -1);
            if (parts[0].equals("live")) {
                live.put(Integer.valueOf(parts[1]), Integer.valueOf(parts[2]));
            } else {
                hours.put(Long.valueOf(parts[0]), PoolHour.of(parts));
            }
        }
    }

    private void clear() {
        hours.clear();
        live.clear();
        appliedSequence = 0;
        appliedIndex = -1;
        safe = 0;
    }
}
