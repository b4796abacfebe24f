package io.gavel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.journal.Retention;
import io.gavel.journal.Sync;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is allocated on the line for a message; what is left is a mapped window now and then. */
class LineAllocationTest {
    private static final int MESSAGES = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void theLineAllocatesNothingForAMessage() {
        EngineConfig config = EngineConfig.in(folder)
                .withSync(Sync.INTERVAL, Duration.ofMillis(10))
                .withSegments(8L << 20, Retention.KEEP);
        try (Engine engine = Engine.open(config, CountingRules::new, List.of())) {
            engine.subscribe("nobody", (sequence, index, time, buffer, offset, length, end) -> {});
            engine.subscribeNear("near", (sequence, index, time, buffer, offset, length, end) -> {});
            engine.subscribePatient("patient", (sequence, index, time, buffer, offset, length, end) -> {});
            engine.start();
            Driver driver = new Driver(engine);
            send(engine, driver);
            Map<String, Long> before = allocated();
            send(engine, driver);
            Map<String, Long> after = allocated();
            assertEquals(Set.of("line", "line-out", "line-out-nobody", "line-ticker"), after.keySet());
            after.forEach((thread, bytes) -> {
                long each = (bytes - before.getOrDefault(thread, 0L)) / MESSAGES;
                assertTrue(each == 0, thread + " allocates " + each + " bytes a message");
            });
        }
    }

    private static void send(Engine engine, Driver driver) {
        for (int i = 1; i <= MESSAGES; i++) {
            driver.bid(i, i);
        }
        assertTrue(engine.drain(PATIENCE));
    }

    private Map<String, Long> allocated() {
        Map<String, Long> allocated = new TreeMap<>();
        for (long id : threads.getAllThreadIds()) {
            java.lang.management.ThreadInfo thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("line")) {
                allocated.put(thread.getThreadName(), threads.getThreadAllocatedBytes(id));
            }
        }
        return allocated;
    }
}
