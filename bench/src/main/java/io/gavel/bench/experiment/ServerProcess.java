package io.gavel.bench.experiment;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A server in a JVM of its own, looked at from outside: its CPU time, its memory, what its threads allocated. */
public final class ServerProcess implements AutoCloseable {

    /** A big journal is recovered before READY, on a machine that may be busy. */
    private static final int SECONDS_TO_START = 300;

    private static final int SECONDS_TO_STOP = 30;
    /** Where they stand in {@code /proc/PID/task/TID/stat} behind the name, and how long they are on Linux. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final int MILLIS_A_TICK = 10;

    private final Process process;
    private final Path log;
    private final int port;
    private final int sipPort;
    private final Duration startTime;

    private ServerProcess(Process process, Path log, int[] ports, Duration startTime) {
        this.process = process;
        this.log = log;
        this.port = ports[0];
        this.sipPort = ports[1];
        this.startTime = startTime;
    }

    /**
     * Starts a JVM and waits until it says READY.
     *
     * @param arguments everything that follows {@code java}
     */
    public static ServerProcess start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path log = Files.createTempFile("gavel-bench-", ".log");
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        CompletableFuture<int[]> ports = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, ports), "reader");
        reader.setDaemon(true);
        reader.start();
        try {
            int[] ready = ports.get(SECONDS_TO_START, TimeUnit.SECONDS);
            return new ServerProcess(process, log, ready, Duration.ofNanos(System.nanoTime() - start));
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("never READY: " + command + "\n" + Files.readString(log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** From the start of the process to READY. */
    public Duration startTime() {
        return startTime;
    }

    /** A path of its HTTP port. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Where it takes calls, 0: it does not. */
    public int sipPort() {
        return sipPort;
    }

    /** The system's number of the process. */
    public long pid() {
        return process.pid();
    }

    /** CPU time of all its threads so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** CPU time of those threads among them that compile what runs often: what a server that has run for long no longer needs. */
    public Duration compilerCpu() throws IOException {
        long ticks = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                ticks += compilerTicks(task);
            }
        }
        return Duration.ofMillis(ticks * MILLIS_A_TICK);
    }

    /** What of it is in memory, in MiB: now, and at most so far. */
    public Memory memory() throws IOException {
        long now = 0;
        long peak = 0;
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                now = kibibytes(line);
            } else if (line.startsWith("VmHWM:")) {
                peak = kibibytes(line);
            }
        }
        return new Memory(now / 1024, peak / 1024);
    }

    /** Bytes that its living threads have allocated so far. */
    public long allocated() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            try (JMXConnector connector = connect(address)) {
                ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                        connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
                long sum = 0;
                for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
                    sum += Math.max(0, bytes);
                }
                return sum;
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot look into process " + process.pid(), e);
        }
    }

    private static long compilerTicks(Path task) throws IOException {
        try {
            if (!Files.readString(task.resolve("comm")).contains(" CompilerThre")) {
                return 0;
            }
            String[] stat =
                    Files.readString(task.resolve("stat")).split("\\) ", 2)[1].split(" ", -1);
            return Long.parseLong(stat[USER_TICKS]) + Long.parseLong(stat[SYSTEM_TICKS]);
        } catch (NoSuchFileException e) {
            return 0; // a thread that ended meanwhile, so none of the compilers'
        }
    }

    /** What it logged. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends it at once, like kill -9. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!await()) {
            kill();
        }
        Files.deleteIfExists(log);
    }

    @SuppressWarnings("BanJNDI") // the other side is a child of this process
    private static JMXConnector connect(String address) throws IOException {
        return JMXConnectorFactory.connect(new JMXServiceURL(address));
    }

    private boolean await() {
        try {
            return process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void read(Process process, CompletableFuture<int[]> ports) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("READY http=")) {
                    int sip = line.indexOf(" sip=");
                    ports.complete(new int[] {
                        Integer.parseInt(line.substring(11, line.indexOf(' ', 11))),
                        sip < 0 ? 0 : Integer.parseInt(line.substring(sip + 5).strip())
                    });
                }
            }
            ports.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            ports.completeExceptionally(e);
        }
    }

    private static long kibibytes(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    /** Resident memory in MiB. */
    public record Memory(long now, long peak) {}
}
