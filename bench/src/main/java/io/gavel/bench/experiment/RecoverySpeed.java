package io.gavel.bench.experiment;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.bench.load.Machine;
import io.gavel.core.Exchange;
import io.gavel.gateway.Gateway;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.journal.Retention;
import io.gavel.journal.Sync;
import io.gavel.message.EntityKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar recovery}: trades until the journal is long, then recovers from it alone and compares the states. */
@Command(
        name = "recovery",
        description = "journaled messages a second that recovery applies again, without any snapshot",
        mixinStandardHelpOptions = true)
public final class RecoverySpeed implements Callable<Integer> {

    private static final int SEGMENT_BYTES = 64 << 20;

    @Option(
            names = "--pings",
            defaultValue = "2000000",
            description = "pings and leads that are traded (default ${DEFAULT-VALUE})")
    private long pings;

    @Option(
            names = "--orders",
            defaultValue = "1000",
            description = "orders of the campaign (default ${DEFAULT-VALUE})")
    private int orders;

    @Option(names = "--rounds", defaultValue = "3", description = "recoveries (default ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        Path data = Servers.emptyData();
        try {
            importMarket(data);
            long hash = trade(data);
            System.out.printf(
                    Locale.ROOT, "recovery, on %s; load average %.1f%n", Machine.here(), Machine.loadAverage());
            for (int round = 0; round < rounds; round++) {
                Servers.remove(data.resolve("snapshot"));
                if (!recover(data, hash)) {
                    return 1;
                }
            }
            return 0;
        } finally {
            Servers.remove(data);
        }
    }

    private void importMarket(Path data) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("GAVEL_DATA", data.toString());
        environment.put("GAVEL_OPERATOR_KEY", Servers.OPERATOR_KEY);
        environment.put("GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES", "true");
        try (Gateway gateway = Gateway.open(ExchangeConfig.read("", environment, new Problems()))) {
            gateway.start();
            List<String> wrong = gateway.importMarket(
                    "market.yaml",
                    BenchMarket.fixed(orders, "http://127.0.0.1:9/lead")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            if (!wrong.isEmpty()) {
                throw new IOException("the market is wrong: " + wrong);
            }
        }
    }

    /** The hash of the state that trading led to. */
    private long trade(Path data) {
        Engine engine = Engine.open(config(data), Exchange::new, List.of());
        try {
            Map<EntityKind, Integer> ids = new HashMap<>();
            engine.documents((kind, id, version, deleted, key, document, offset, length) -> ids.putIfAbsent(kind, id));
            Trading trading = new Trading(id(ids, EntityKind.SELLER), id(ids, EntityKind.CAMPAIGN));
            engine.subscribe("trading", trading);
            engine.start();
            long start = System.nanoTime();
            trading.trade(engine, pings);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "traded     %d messages in %.2f s: %.0f/s, journal and rules, without HTTP; %s%n",
                    engine.sequence(),
                    seconds,
                    engine.sequence() / seconds,
                    trading);
        } finally {
            engine.close();
        }
        return engine.stateHash();
    }

    private static boolean recover(Path data, long hash) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        try (Engine engine = Engine.open(config(data), Exchange::new, List.of())) {
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
            long messages = engine.recovered().sequence() - engine.recovered().fromSequence();
            boolean same = engine.recovered().stateHash() == hash;
            System.out.printf(
                    Locale.ROOT,
                    "recovered  %d messages in %.2f s: %.0f/s; in %.2f s of its thread's CPU: %.0f/s; state %s;"
                            + " target >= 1,000,000/s%n",
                    messages,
                    seconds,
                    messages / seconds,
                    cpuSeconds,
                    messages / cpuSeconds,
                    same ? "equal" : "NOT EQUAL");
            return same;
        }
    }

    private static EngineConfig config(Path data) {
        return EngineConfig.in(data)
                .withSegments(SEGMENT_BYTES, Retention.KEEP)
                .withSync(Sync.INTERVAL, Duration.ofMillis(10));
    }

    private static int id(Map<EntityKind, Integer> ids, EntityKind kind) {
        Integer id = ids.get(kind);
        if (id == null) {
            throw new IllegalStateException("the market has no " + kind);
        }
        return id;
    }
}
