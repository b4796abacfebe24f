package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar soak}: a day's worth of calls through one exchange; what it holds before, on the way, and when all have ended. */
@Command(
        name = "soak",
        description = "many calls through one exchange: memory, media ports, open calls and dialogs, threads and files"
                + " before, on the way and after; exit 1 if anything is left",
        mixinStandardHelpOptions = true)
public final class CallSoak implements Callable<Integer> {
    private static final String SETTINGS = "sip: {bind: 127.0.0.1}\nmedia: {ports: 30000-37999}";
    /** Longer than any transaction or dialog of a call that has ended (64·T1, and some). */
    private static final int QUIET_SECONDS = 45;

    @Option(names = "--calls", defaultValue = "200000", description = "in all (default ${DEFAULT-VALUE})")
    private int calls;

    @Option(names = "--rate", defaultValue = "400", description = "calls a second (default ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--hold-ms", defaultValue = "200", description = "of each call (default ${DEFAULT-VALUE})")
    private int holdMillis;

    @Option(
            names = "--every",
            defaultValue = "20000",
            description = "calls between two looks (default ${DEFAULT-VALUE})")
    private int every;

    /**
     * So much more may live at the end than after the first quarter, both times when all calls had ended, besides what the core
     * remembers of calls for its time by rule: that grows with the calls of an hour and of 30 days, and has limits of its own.
     */
    private static final long ROOM_MEBIBYTES = 24;

    private final HttpClient client = HttpClient.newHttpClient();

    /** What the exchange holds. */
    private record Held(
            long residentMebibytes,
            Insides insides,
            double freePorts,
            double mediaCalls,
            double openCalls,
            double dialogs,
            double rememberedBytes,
            long threads,
            long files) {

        /** What has no reason to grow, in MiB. */
        long rest() {
            return insides.liveHeap() + insides.besides() - rememberedMebibytes();
        }

        long rememberedMebibytes() {
            return (long) rememberedBytes >> 20;
        }
    }

    @Override
    public Integer call() throws Exception {
        System.out.println("soak, on " + Machine.here());
        int buyerPort = CallMarket.freePort();
        Path data = Servers.emptyData();
        try (ServerProcess exchange = Servers.trackedExchange(data, CallMarket.of(buyerPort, 10), SETTINGS);
                SippRun buyer = SippRun.buyer(buyerPort)) {
            Held before = held(exchange);
            print("before", before);
            long bad = 0;
            @Nullable Held quarter = null;
            for (int done = 0; done < calls; done += every) {
                int now = Math.min(every, calls - done);
                if (quarter == null && done >= calls / 4) {
                    quarter = quiet(exchange, "a quarter");
                }
                try (SippRun callers = SippRun.callers(exchange.sipPort(), rate, now, holdMillis)) {
                    SippRun.Counts counts = callers.await(now / rate);
                    bad += counts.refused() + counts.hung();
                    print(
                            String.format(
                                    Locale.ROOT, "%d calls, %d bad, %d sent again", done + now, bad, counts.repeated()),
                            held(exchange));
                }
            }
            Held after = quiet(exchange, "after all");
            boolean clean = after.openCalls == 0
                    && after.mediaCalls == 0
                    && after.dialogs == 0
                    && after.freePorts == before.freePorts;
            long more = quarter == null ? 0 : after.rest() - quarter.rest();
            boolean bounded = more <= ROOM_MEBIBYTES;
            System.out.println((clean ? "nothing is left" : "SOMETHING IS LEFT") + "; the buyer saw " + buyer.stop());
            System.out.println((bounded ? "no growth: " : "GROWTH: ") + more
                    + " MiB more of live heap and besides than after the first quarter; at most " + ROOM_MEBIBYTES
                    + "; remembered by rule: " + after.rememberedMebibytes() + " MiB, "
                    + (long) ((after.rememberedBytes - before.rememberedBytes) / calls) + " bytes a call");
            return clean && bounded && bad == 0 ? 0 : 1;
        } finally {
            Servers.remove(data);
        }
    }

    /** When what has ended is over wholly. */
    private Held quiet(ServerProcess exchange, String when) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        Held held = held(exchange);
        print(when + ", and " + QUIET_SECONDS + " s", held);
        return held;
    }

    private static void print(String when, Held held) {
        System.out.printf(
                Locale.ROOT,
                "%-45s %5d MiB resident (%s), %d remembered, %.0f ports free, %.0f calls of media, %.0f calls, %.0f dialogs,"
                        + " %d threads, %d files%n",
                when,
                held.residentMebibytes,
                held.insides,
                held.rememberedMebibytes(),
                held.freePorts,
                held.mediaCalls,
                held.openCalls,
                held.dialogs,
                held.threads,
                held.files);
    }

    private Held held(ServerProcess exchange) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(exchange.uri("/metrics").toString()))
                .header("authorization", "Bearer " + Servers.OPERATOR_KEY)
                .build();
        String metrics =
                client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        long resident = exchange.memory().now();
        return new Held(
                resident,
                Insides.of(exchange.pid()),
                value(metrics, "gavel_media_ports_free"),
                value(metrics, "gavel_media_calls"),
                value(metrics, "gavel_calls_open"),
                value(metrics, "gavel_sip_dialogs"),
                value(metrics, "gavel_line_remembered_bytes"),
                count("/proc/" + exchange.pid() + "/task"),
                count("/proc/" + exchange.pid() + "/fd"));
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static long count(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            return entries.count();
        }
    }
}
