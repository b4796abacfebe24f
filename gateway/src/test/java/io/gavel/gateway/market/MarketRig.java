package io.gavel.gateway.market;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A real engine with nothing at its edges but the market. */
final class MarketRig implements AutoCloseable {
    final Directory directory = new Directory();
    final Market market;
    final ApiKeys keys;

    private final Path folder;
    private final Engine engine;
    private final MarketWriter writer;

    private MarketRig(Path folder) {
        this.folder = folder;
        this.engine = Engine.open(EngineConfig.in(folder), Exchange::new, List.of());
        Directory.Loading loading = directory.load();
        engine.documents(loading);
        loading.finish();
        this.writer = new MarketWriter(engine.inputs(), directory, InstantSource.system());
        this.market = new Market(writer, new Sealer(new byte[32]));
        this.keys = new ApiKeys(market, InstantSource.system());
        engine.subscribe("market", new DirectoryFeed(directory, writer::seen));
        engine.start();
    }

    static MarketRig open(Path folder) {
        return new MarketRig(folder);
    }

    MarketRig reopen() {
        close();
        return open(folder);
    }

    String anyName(Section section) {
        return directory.now().name(section.kind(), 1);
    }

    @Override
    public void close() {
        writer.close();
        engine.close();
    }
}
