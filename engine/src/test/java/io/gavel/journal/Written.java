package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Writes texts as messages, reads them back, and remembers what the journal reported. */
final class Written implements JournalListener {
    final List<String> reports = new CopyOnWriteArrayList<>();
    final AtomicLong usable = new AtomicLong(Long.MAX_VALUE / 2);
    private final Path folder;
    private final long segmentBytes;

    Written(Path folder, long segmentBytes) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
    }

    Journal open(JournalEnd end) {
        return open(end, Sync.NONE);
    }

    Journal open(JournalEnd end, Sync sync) {
        return open(end, sync, Duration.ZERO);
    }

    Journal open(JournalEnd end, Sync sync, Duration segmentAge) {
        Duration interval = Duration.ofMillis(1);
        return Journal.open(
                new JournalSettings(folder, sync, interval, segmentBytes, segmentAge, 1000, usable::get), end, this);
    }

    /** Goes on with what is there. */
    Journal reopen() {
        return open(JournalReader.tail(folder).end());
    }

    static void append(Journal journal, long sequence, String text) throws java.io.IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        journal.append(sequence, sequence * 10, new UnsafeBuffer(bytes), 0, bytes.length);
    }

    /** All messages as {@code sequence@time text}. */
    static List<String> read(Path folder) {
        List<String> lines = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder, 0, 0)) {
            while (reader.next()) {
                byte[] bytes = new byte[reader.length()];
                reader.buffer().getBytes(reader.offset(), bytes);
                String text = new String(bytes, StandardCharsets.UTF_8);
                lines.add(reader.sequence() + "@" + reader.timeMicros() + " " + text);
            }
        }
        assertEquals(lines, readAhead(folder));
        return lines;
    }

    private static List<String> readAhead(Path folder) {
        List<String> lines = new ArrayList<>();
        try (ReadAhead reader = new ReadAhead(JournalReader.open(folder, 0, 0))) {
            while (reader.next()) {
                byte[] bytes = new byte[reader.length()];
                reader.buffer().getBytes(reader.offset(), bytes);
                String text = new String(bytes, StandardCharsets.UTF_8);
                lines.add(reader.sequence() + "@" + reader.timeMicros() + " " + text);
            }
        }
        return lines;
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void room(@Nullable String refusal, String detail) {
        reports.add(refusal == null ? "room" : refusal);
    }

    @Override
    public void segmentClosed(long number) {
        reports.add("closed " + number);
    }

    @Override
    public void failed(Throwable cause) {
        reports.add("failed " + cause);
    }
}
