package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar calls}: calls with SIPp at both ends through the exchange and through Kamailio, by turns, at rising rates. */
@Command(
        name = "calls",
        description =
                "CPU of a bridged call, signalling with auction and records, beside Kamailio as a stateful proxy, with and"
                        + " without rtpengine; what is repeated, refused and left hanging at each rate; the time from the caller's INVITE to the winner's",
        mixinStandardHelpOptions = true)
public final class CallSpeed implements Callable<Integer> {
    private static final String CLOSED = "sip: {bind: 127.0.0.1}\nmedia: {ports: 30000-37999}";
    private static final int ORDERS = 10;
    /** A BYE must not overtake the ACK. */
    private static final int HOLD_MILLIS = 50;

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "100,500,1000",
            description = "calls a second (default ${DEFAULT-VALUE})")
    private List<Integer> rates = List.of();

    @Option(names = "--seconds", defaultValue = "20", description = "at each rate (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "15000",
            description = "calls at 100 to 500 a second before anything is counted (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--kamailio",
            defaultValue = "/usr/sbin/kamailio",
            description = "where it is (default ${DEFAULT-VALUE}); left out if it is not there")
    private Path kamailio = Path.of("");

    @Option(
            names = "--rtpengine",
            defaultValue = "/usr/bin/rtpengine",
            description = "where it is (default ${DEFAULT-VALUE}); left out if it is not there")
    private Path rtpengine = Path.of("");

    @Option(
            names = "--cold-rate",
            defaultValue = "500",
            description =
                    "calls a second for 4 s to an exchange that has just said READY; 0: none (default ${DEFAULT-VALUE})")
    private int coldRate;

    /** What is called through. */
    private interface Measured {
        String name();

        int port();

        Duration cpu() throws IOException;

        /** Of it what compiles while it runs. */
        Duration compilerCpu() throws IOException;
    }

    @Override
    public Integer call() throws IOException {
        System.out.println("calls, on " + Machine.here());
        int buyerPort = CallMarket.freePort();
        if (coldRate > 0) {
            coldStart(buyerPort);
        }
        Path data = Servers.emptyData();
        try (ServerProcess exchange = Servers.exchange(data, CallMarket.of(buyerPort, ORDERS), CLOSED)) {
            latency(exchange, buyerPort, "cold");
            beside(exchange, buyerPort);
            latency(exchange, buyerPort, "warm");
        } finally {
            Servers.remove(data);
        }
        return 0;
    }

    private void beside(ServerProcess exchange, int buyerPort) throws IOException {
        if (!Files.isExecutable(kamailio)) {
            System.out.println(kamailio + " is not there: no comparison");
            ladder(List.of(gavel(exchange)), buyerPort);
            return;
        }
        try (Peer proxy = Kamailio.start(kamailio, CallMarket.freePort(), buyerPort, null)) {
            if (!Files.isExecutable(rtpengine)) {
                System.out.println(rtpengine + " is not there: no comparison with a proxy that anchors audio");
                ladder(List.of(gavel(exchange), other(proxy)), buyerPort);
                return;
            }
            try (Peer media = Rtpengine.start(rtpengine, CallMarket.freePort());
                    Peer anchoring = Kamailio.start(kamailio, CallMarket.freePort(), buyerPort, media)) {
                ladder(List.of(gavel(exchange), other(proxy), other(anchoring, media)), buyerPort);
            }
        }
    }

    /** Nobody called before: what callers and buyers send again shows whether the first calls were too slow. */
    private void coldStart(int buyerPort) throws IOException {
        Path data = Servers.emptyData();
        try (ServerProcess exchange = Servers.exchange(data, CallMarket.of(buyerPort, ORDERS), CLOSED)) {
            System.out.printf(
                    Locale.ROOT,
                    "READY after %.1f s; at once %d/s:%n",
                    exchange.startTime().toMillis() / 1e3,
                    coldRate);
            print(gavel(exchange), coldRate, run(gavel(exchange), buyerPort, coldRate, 4 * coldRate));
        } finally {
            Servers.remove(data);
        }
    }

    private void ladder(List<Measured> systems, int buyerPort) throws IOException {
        for (Measured system : systems) {
            print(system, 0, run(system, buyerPort, 100, Math.min(warmUp, 3_000)));
            print(system, 0, run(system, buyerPort, 500, warmUp));
        }
        for (int rate : rates) {
            List<Double> micros = new ArrayList<>();
            for (Measured system : systems) {
                Run run = run(system, buyerPort, rate, rate * seconds);
                print(system, rate, run);
                micros.add(run.microsACall(run.cpu));
            }
            for (int i = 1; i < systems.size(); i++) {
                System.out.printf(
                        Locale.ROOT,
                        "%28s: Gavel's CPU is %.2f x that of %s%n",
                        rate + "/s",
                        micros.get(0) / micros.get(i),
                        systems.get(i).name());
            }
        }
    }

    private record Run(SippRun.Counts caller, SippRun.Counts buyer, Duration cpu, Duration compilers) {
        /** Of this CPU time, for each bridged call. */
        double microsACall(Duration time) {
            return time.toNanos() / 1e3 / Math.max(1, caller.successful());
        }
    }

    private static Run run(Measured system, int buyerPort, int rate, int calls) throws IOException {
        try (SippRun buyer = SippRun.buyer(buyerPort)) {
            Duration compilers = system.compilerCpu();
            Duration cpu = system.cpu();
            SippRun.Counts caller;
            try (SippRun callers = SippRun.callers(system.port(), rate, calls, HOLD_MILLIS)) {
                caller = callers.await(calls / rate);
            }
            cpu = system.cpu().minus(cpu);
            compilers = system.compilerCpu().minus(compilers);
            return new Run(caller, buyer.stop(), cpu.minus(compilers), compilers);
        }
    }

    private static void print(Measured system, int rate, Run run) {
        SippRun.Counts caller = run.caller;
        System.out.printf(
                Locale.ROOT,
                "%-20s %7s: %6d bridged, %5d refused, %4d hung; sent again: caller %d, buyer %d; CPU a bridged call %6.0f µs"
                        + " (+ %.0f µs of JIT); load average %.1f%n",
                system.name(),
                rate == 0 ? "warm-up" : rate + "/s",
                caller.successful(),
                caller.refused(),
                caller.hung(),
                caller.repeated(),
                run.buyer.repeated(),
                run.microsACall(run.cpu),
                run.microsACall(run.compilers),
                Machine.loadAverage());
    }

    private static void latency(ServerProcess exchange, int buyerPort, String state) throws IOException {
        Histogram nanos = new InviteLatency(buyerPort).measure(exchange.sipPort(), 100, 2_000);
        System.out.printf(
                Locale.ROOT,
                "INVITE to the winner's INVITE, %s, 100/s: %d calls, p50 %.2f ms, p99 %.2f ms, most %.2f ms; targets on a quiet"
                        + " machine <= 2 ms and <= 20 ms; load average %.1f%n",
                state,
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getMaxValue() / 1e6,
                Machine.loadAverage());
    }

    private static Measured gavel(ServerProcess exchange) {
        return new Measured() {
            @Override
            public String name() {
                return "Gavel";
            }

            @Override
            public int port() {
                return exchange.sipPort();
            }

            @Override
            public Duration cpu() {
                return exchange.cpu();
            }

            @Override
            public Duration compilerCpu() throws IOException {
                return exchange.compilerCpu();
            }
        };
    }

    private static Measured other(Peer proxy) {
        return other("Kamailio", proxy, proxy::cpu);
    }

    private static Measured other(Peer proxy, Peer media) {
        return other("Kamailio + rtpengine", proxy, () -> proxy.cpu().plus(media.cpu()));
    }

    private static Measured other(String name, Peer proxy, Supplier<Duration> cpu) {
        return new Measured() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int port() {
                return proxy.port();
            }

            @Override
            public Duration cpu() {
                return cpu.get();
            }

            @Override
            public Duration compilerCpu() {
                return Duration.ZERO;
            }
        };
    }
}
