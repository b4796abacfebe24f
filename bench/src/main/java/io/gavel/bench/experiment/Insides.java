package io.gavel.bench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes up a JVM's memory, in MiB, after a full collection.
 *
 * @param liveHeap what is still referred to
 * @param heap what the heap has of the system
 * @param besides what the JVM has of the system besides: code, classes, threads, buffers ({@code -XX:NativeMemoryTracking=summary})
 * @param mapped resident pages of files: the stores and the journal, of which the system takes back what it needs
 */
record Insides(long liveHeap, long heap, long besides, long mapped) {
    /** {@code used 123456K} of each generation, of whichever collector. */
    private static final Pattern USED =
            Pattern.compile("(?:PSYoungGen|ParOldGen|garbage-first heap|def new|tenured)[^\\n]*used (\\d+)K");

    private static final Pattern TOTAL = Pattern.compile("Total: reserved=\\d+KB, committed=(\\d+)KB");
    private static final Pattern HEAP = Pattern.compile("Java Heap \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    /** Of a process that was started with the tracking on. */
    static Insides of(long pid) throws IOException {
        String unused = jcmd(pid, "GC.run");
        long used = sum(USED, jcmd(pid, "GC.heap_info"));
        String memory = jcmd(pid, "VM.native_memory", "summary");
        long heap = sum(HEAP, memory);
        return new Insides(used >> 10, heap >> 10, Math.max(0, sum(TOTAL, memory) - heap) >> 10, mapped(pid) >> 10);
    }

    private static long mapped(long pid) throws IOException {
        long kibibytes = 0;
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("RssFile:") || line.startsWith("RssShmem:")) {
                kibibytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kibibytes;
    }

    private static long sum(Pattern pattern, String text) {
        long sum = 0;
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            sum += Long.parseLong(found.group(1));
        }
        return sum;
    }

    private static String jcmd(long pid, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid));
        builder.command().addAll(java.util.List.of(command));
        Process process = builder.redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d MiB live of a heap of %d, %d besides, %d of files", liveHeap, heap, besides, mapped);
    }
}
