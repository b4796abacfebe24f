package io.gavel.gateway;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a running JVM to give back heap that it does not need: {@code java -jar} takes a sixty-fourth of the machine to begin with and
 * up to a quarter of it before it looks back. The flags are HotSpot's manageable ones; what a JVM does not know it does not do.
 */
final class SmallHeap {
    private static final Logger LOG = LoggerFactory.getLogger(SmallHeap.class);

    /**
     * In this order, for the least must never be above the most. Percent of the heap that stays free after a collection;
     * milliseconds between two of an idle one.
     */
    private static final List<Map.Entry<String, String>> FLAGS = List.of(
            Map.entry("MinHeapFreeRatio", "5"),
            Map.entry("MaxHeapFreeRatio", "15"),
            Map.entry("G1PeriodicGCInterval", "5000"));

    private SmallHeap() {}

    /** Any thread; from the next collection on. */
    static void ask() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm == null) {
            return;
        }
        for (Map.Entry<String, String> flag : FLAGS) {
            try {
                jvm.setVMOption(flag.getKey(), flag.getValue());
            } catch (IllegalArgumentException e) {
                LOG.debug("heap flag={} problem=\"{}\"", flag.getKey(), e.toString());
            }
        }
    }
}
