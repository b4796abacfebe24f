package io.gavel.gateway.market;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import io.gavel.message.EntityChangedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;

/** A real engine with nothing at its edges but the market. */
public final class MarketRig implements AutoCloseable {
    final Directory directory = new Directory();
    final Market market;
    final ApiKeys keys;
    final ZoneTables zones = new ZoneTables();

    /** What was put or deleted since it was opened, and by whom. */
    final List<String> changes = new CopyOnWriteArrayList<>();

    private final Path folder;
    private final Engine engine;
    private final MarketWriter writer;

    private MarketRig(Path folder) {
        this.folder = folder;
        this.engine = Engine.open(EngineConfig.in(folder), Exchange::new, List.of());
        Directory.Loading loading = directory.load();
        engine.documents(loading);
        loading.finish();
        engine.zones(zones);
        this.writer = new MarketWriter(engine.inputs(), directory, InstantSource.system());
        this.market = new Market(writer, new Sealer(new byte[32]));
        this.keys = new ApiKeys(market, InstantSource.system());
        DirectoryFeed feed = new DirectoryFeed(directory, writer::seen);
        engine.subscribe("market", (sequence, index, timeMicros, buffer, offset, length, end) -> {
            hear(buffer, offset);
            feed.onOutput(sequence, index, timeMicros, buffer, offset, length, end);
        });
        engine.start();
    }

    public static MarketRig open(Path folder) {
        return new MarketRig(folder);
    }

    MarketRig reopen() {
        close();
        return open(folder);
    }

    /** The door for whoever changes it. */
    public Market market() {
        return market;
    }

    /** The market as it is now. */
    public Snapshot now() {
        return directory.now();
    }

    /** Makes the market what a document in YAML says. */
    public void replace(String yaml) {
        Outcome outcome = market.replace("market.yaml", yaml, false, "test").join();
        if (outcome.refusal() != null) {
            throw new IllegalArgumentException(outcome.refusal().toString());
        }
    }

    /** From now on nothing is taken, for this reason. */
    void stopIntake(String reason) {
        engine.stopIntake(reason);
    }

    String anyName(Section section) {
        return directory.now().name(section.kind(), 1);
    }

    private void hear(DirectBuffer buffer, int offset) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (header.wrap(buffer, offset).templateId() == EntityChangedDecoder.TEMPLATE_ID) {
            EntityChangedDecoder changed = new EntityChangedDecoder();
            changed.wrapAndApplyHeader(buffer, offset, header);
            changes.add(changed.kind() + " " + changed.key() + " by " + changed.actor());
        }
    }

    @Override
    public void close() {
        writer.close();
        engine.close();
    }
}
