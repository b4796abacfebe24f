package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar calls}: calls with SIPp at both ends through the exchange and through Kamailio, by turns, at rising rates. */
@Command(
        name = "calls",
        description =
                "CPU of a bridged call, signalling with auction and records, beside Kamailio as a stateful proxy; what"
                        + " is repeated, refused and left hanging at each rate; the time from the caller's INVITE to the winner's",
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
            if (Files.isExecutable(kamailio)) {
                try (Kamailio proxy = Kamailio.start(kamailio, CallMarket.freePort(), buyerPort)) {
                    ladder(List.of(gavel(exchange), other(proxy)), buyerPort);
                }
            } else {
                System.out.println(kamailio + " is not there: no comparison");
                ladder(List.of(gavel(exchange)), buyerPort);
            }
            latency(exchange, buyerPort, "warm");
        } finally {
            Servers.remove(data);
        }
        return 0;
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
            for (Measured system : systems) {
                print(system, rate, run(system, buyerPort, rate, rate * seconds));
            }
        }
    }

    private record Run(SippRun.Counts caller, SippRun.Counts buyer, Duration cpu, Duration compilers) {}

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
        double calls = Math.max(1, caller.successful());
        System.out.printf(
                Locale.ROOT,
                "%-9s %7s: %6d bridged, %5d refused, %4d hung; sent again: caller %d, buyer %d; CPU a bridged call %6.0f µs"
                        + " (+ %.0f µs of JIT); load average %.1f%n",
                system.name(),
                rate == 0 ? "warm-up" : rate + "/s",
                caller.successful(),
                caller.refused(),
                caller.hung(),
                caller.repeated(),
                run.buyer.repeated(),
                run.cpu.toNanos() / 1e3 / calls,
                run.compilers.toNanos() / 1e3 / calls,
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

    private static Measured other(Kamailio proxy) {
        return new Measured() {
            @Override
            public String name() {
                return "Kamailio";
            }

            @Override
            public int port() {
                return proxy.port();
            }

            @Override
            public Duration cpu() {
                return proxy.cpu();
            }

            @Override
            public Duration compilerCpu() {
                return Duration.ZERO;
            }
        };
    }
}
