package io.gavel.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a figure comes from: without it a figure says nothing. */
public record Machine(String processor, int cores, long memoryMebibytes, String system, String virtualMachine) {

    /** This one. */
    public static Machine here() {
        return new Machine(
                value("/proc/cpuinfo", "model name", "unknown processor"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(value("/proc/meminfo", "MemTotal", "0 kB").replace(" kB", "")) / 1024,
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + ' ' + System.getProperty("java.vm.version"));
    }

    /** How many processes wanted to run lately, on average over a minute; -1 if unknown. */
    public static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    @Override
    public String toString() {
        return processor + ", " + cores + " cores, " + memoryMebibytes + " MiB, " + system + ", " + virtualMachine;
    }

    private static String value(String file, String key, String otherwise) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                int colon = line.indexOf(':');
                if (colon > 0 && line.substring(0, colon).trim().equals(key)) {
                    return line.substring(colon + 1).trim();
                }
            }
        } catch (IOException e) {
            return otherwise;
        }
        return otherwise;
    }
}
