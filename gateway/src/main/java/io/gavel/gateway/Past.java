package io.gavel.gateway;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.demo.SampleMarket;
import io.gavel.gateway.demo.Temper;
import io.gavel.gateway.demo.day.Day;
import io.gavel.gateway.demo.day.DayClock;
import io.gavel.gateway.demo.day.DayLine;
import io.gavel.gateway.demo.day.DayPlan;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.DirectoryFeed;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.MarketWriter;
import io.gavel.gateway.market.Refusal;
import io.gavel.gateway.market.Sealer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Gives an empty data directory a past: the exchange without its edges, in simulated time, and a {@link Day} of a market upon it.
 * Whoever opens the directory later goes on from there. Main thread.
 */
public final class Past {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MARKET = "market.yaml";

    private Past() {}

    /**
     * Lives it, with the market in force from its first moment on.
     *
     * @param config whose data directory is empty
     * @param document the market, in YAML
     * @param tempers of buyers by their ports
     * @param each hears about once a second how far it is
     * @param stopped from any thread: no more of it
     * @return what happened, in words
     * @throws IOException also if the market is wrong
     */
    public static String live(
            ExchangeConfig config,
            String document,
            DayPlan plan,
            Map<Integer, Temper> tempers,
            Consumer<String> each,
            BooleanSupplier stopped)
            throws IOException {
        DayClock clock = new DayClock(plan.from());
        Directory directory = new Directory();
        try (Memory memory = Memory.open(config, clock, clock);
                MarketWriter writer = new MarketWriter(memory.engine().inputs(), directory, clock)) {
            Directory.Loading loading = directory.load();
            memory.engine().documents(loading);
            loading.finish();
            DayLine line = new DayLine(memory.engine());
            memory.engine().subscribeNear("day", new Edges(List.of(new DirectoryFeed(directory, writer::seen), line)));
            memory.engine().start();
            put(new Market(writer, new Sealer(memory.vault().secrets().ofMarket())), document);
            SampleMarket known = SampleMarket.read(document);
            Day day = new Day(
                    plan,
                    clock,
                    line,
                    directory,
                    memory.vault(),
                    memory.visits().vault(),
                    known,
                    tempers);
            String came = day.live(each, stopped);
            if (!memory.engine().drain(PATIENCE)) {
                throw new IOException("the read models do not come after");
            }
            return came;
        }
    }

    private static void put(Market market, String document) throws IOException {
        Refusal refusal = market.replace(MARKET, document.getBytes(StandardCharsets.UTF_8), false, "import")
                .join()
                .refusal();
        if (refusal != null) {
            throw new IOException("the market is wrong: " + refusal.detail() + " " + refusal.problems());
        }
    }
}
