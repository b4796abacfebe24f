package io.gavel.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The open stores and their files. A marker says whether they were closed in order ({@code clean}) or by which start of the
 * machine they are open: files that outlived a process are whole, those that outlived the machine's memory are not.
 */
final class Stores {
    private static final String MARKER = "state";
    private static final String UNKNOWN = "unknown";
    private static final String CLEAN = "clean";
    private static final String CUBE = "pnl.log";
    private static final String COSTS = "costs.log";
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path folder;
    private final String found;
    private final Map<StoreName, LongAdder> evicted = new EnumMap<>(StoreName.class);
    private final List<Blobs> maps;
    private final Ring pingRing;
    private final Pings pings;
    private final Leads leads;
    private final Transfers transfers;
    private final Standings standings;
    private final Versions versions;
    private final Calls calls;
    private final Usages usages;
    private final Returns returns;
    private final Reviews reviews;
    private final Costs costs;
    private final Cube cube;
    private final Counts counts;

    private Stores(ViewConfig config, boolean clean, String found) {
        this.folder = config.folder();
        this.found = found;
        for (StoreName store : StoreName.values()) {
            evicted.put(store, new LongAdder());
        }
        pingRing = ring("pings", Pings.RECORD, config.pings());
        Blobs pingMap =
                Blobs.open(folder, "bundles", Bundles.entries(config.pings()), Bundle.SIZE * config.pingBytes(), clean);
        Blobs leadMap = Blobs.open(folder, "leads", config.leads(), config.leadBytes(), clean);
        Blobs versionMap = Blobs.open(folder, "versions", config.versions(), config.versionBytes(), clean);
        Blobs callMap = Blobs.open(folder, "calls", config.calls(), config.callBytes(), clean);
        maps = List.of(pingMap, leadMap, versionMap, callMap);
        pings = new Pings(pingRing, pingMap, adder(StoreName.PINGS));
        leads = new Leads(ring("leads", Leads.RECORD, config.leads()), leadMap, pings, adder(StoreName.LEADS));
        transfers = new Transfers(ring("transfers", Transfers.RECORD, config.transfers()), adder(StoreName.TRANSFERS));
        standings = new Standings(ring("standings", Standings.RECORD, config.standings()), adder(StoreName.STANDINGS));
        versions = new Versions(
                ring("versions", Versions.RECORD, config.versions()), versionMap, adder(StoreName.VERSIONS));
        calls = new Calls(ring("calls", Calls.RECORD, config.calls()), callMap, adder(StoreName.CALLS));
        usages = new Usages(ring("usage", Usages.RECORD, config.transfers()), adder(StoreName.USAGE));
        returns = new Returns(ring("returns", Returns.RECORD, config.transfers()), adder(StoreName.RETURNS));
        reviews = new Reviews(ring("reviews", Reviews.RECORD, config.transfers()), adder(StoreName.REVIEWS));
        costs = new Costs(folder.resolve(COSTS));
        cube = new Cube(folder.resolve(CUBE), config.pnlRows(), config.sources(), adder(StoreName.PNL));
        counts = new Counts(cube);
        if (!clean) {
            pingRing.heard(Math.min(pingRing.heard(), cube.written()));
        }
    }

    static Stores open(ViewConfig config) {
        Path folder = config.folder();
        Path marker = folder.resolve(MARKER);
        try {
            Files.createDirectories(folder);
            String boot = Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : UNKNOWN;
            String state = Files.exists(marker) ? Files.readString(marker).strip() : "new";
            boolean survived = state.equals(CLEAN) || (state.equals(boot) && !boot.equals(UNKNOWN));
            if (!survived) {
                discard(folder);
            }
            Files.writeString(marker, boot);
            try {
                String found = survived ? (state.equals(CLEAN) ? CLEAN : "repaired") : "made";
                return new Stores(config, state.equals(CLEAN) || !survived, found);
            } catch (RuntimeException broken) {
                discard(folder);
                return new Stores(config, true, "made anew: " + broken);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    /** The cube checks itself and stays. */
    private static void discard(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(path -> path.toString().endsWith(".map")
                            || path.toString().endsWith(".ring")
                            || path.toString().endsWith(".new"))
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private Ring ring(String name, int recordBytes, int capacity) {
        return Ring.open(folder.resolve(name + ".ring"), recordBytes, capacity);
    }

    private LongAdder adder(StoreName store) {
        return Objects.requireNonNull(evicted.get(store));
    }

    long evicted(StoreName store) {
        return adder(store).sum();
    }

    String found() {
        return found;
    }

    /** Notes that every output up to a stamp was told. */
    void heard(long stamp, long timeMicros) {
        pings.heard(timeMicros);
        pingRing.heard(stamp);
    }

    /** The last input whose outputs are all kept; the newest one heard may have more. */
    long lastSequence() {
        long stamp = Math.min(pingRing.heard(), Math.min(pings.safe(), cube.safe()));
        return Math.max(0, Stamp.sequence(stamp) - 1);
    }

    void forget(long stamp) {
        pings.forget(stamp);
        leads.forget(stamp);
        transfers.forget(stamp);
        standings.forget(stamp);
        versions.forget(stamp);
        calls.forget(stamp);
        usages.forget(stamp);
        returns.forget(stamp);
        reviews.forget(stamp);
        costs.forget(stamp);
        cube.forget(stamp);
    }

    Pings pings() {
        return pings;
    }

    Leads leads() {
        return leads;
    }

    Transfers transfers() {
        return transfers;
    }

    Standings standings() {
        return standings;
    }

    Versions versions() {
        return versions;
    }

    Calls calls() {
        return calls;
    }

    Usages usages() {
        return usages;
    }

    Returns returns() {
        return returns;
    }

    Reviews reviews() {
        return reviews;
    }

    Costs costs() {
        return costs;
    }

    Cube cube() {
        return cube;
    }

    Counts counts() {
        return counts;
    }

    void close() {
        cube.close();
        costs.close();
        pings.write();
        maps.forEach(Blobs::close);
        try {
            Files.write(folder.resolve(MARKER), CLEAN.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }
}
