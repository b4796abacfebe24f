package io.gavel.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** Bytes by number, in one Chronicle Map file. One thread writes, any thread reads; what was put survives the process. */
final class Blobs implements AutoCloseable {
    private final ChronicleMap<Long, byte[]> map;

    private Blobs(ChronicleMap<Long, byte[]> map) {
        this.map = map;
    }

    /**
     * Opens a map, or makes it. One of another size is copied.
     *
     * @param clean whether it was closed in order: a map that was not may hold a lock for ever, and is repaired first
     */
    static Blobs open(Path folder, String name, int entries, int averageBytes, boolean clean) {
        Path file = folder.resolve(name + '-' + entries + 'x' + averageBytes + ".map");
        try {
            for (Path other : othersOf(folder, name, file)) {
                if (!Files.exists(file)) {
                    Path copy = folder.resolve(name + ".new");
                    Files.deleteIfExists(copy);
                    try (ChronicleMap<Long, byte[]> from = map(other, name, entries, averageBytes, clean);
                            ChronicleMap<Long, byte[]> to = map(copy, name, entries, averageBytes, true)) {
                        from.forEach(to::put);
                    }
                    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
                }
                Files.delete(other);
            }
            return new Blobs(map(file, name, entries, averageBytes, clean));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static List<Path> othersOf(Path folder, String name, Path file) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().matches(name + "-\\d+x\\d+\\.map"))
                    .filter(path -> !path.equals(file))
                    .toList();
        }
    }

    private static ChronicleMap<Long, byte[]> map(Path file, String name, int entries, int averageBytes, boolean clean)
            throws IOException {
        ChronicleMapBuilder<Long, byte[]> builder = ChronicleMapBuilder.of(Long.class, byte[].class)
                .name(name)
                .entries(entries)
                .averageValueSize(averageBytes)
                .maxBloatFactor(8)
                .putReturnsNull(true)
                .removeReturnsNull(true)
                .skipCloseOnExitHook(true);
        return clean || !Files.exists(file)
                ? builder.createPersistedTo(file.toFile())
                : builder.recoverPersistedTo(file.toFile(), true);
    }

    byte @Nullable [] get(long key) {
        return map.get(key);
    }

    boolean has(long key) {
        return map.containsKey(key);
    }

    void put(long key, byte[] value) {
        map.put(key, value);
    }

    void remove(long key) {
        map.remove(key);
    }

    /** Removes what {@code keep} does not contain. */
    void retain(LongHashSet keep) {
        map.keySet().removeIf(key -> !keep.contains(key));
    }

    long size() {
        return map.longSize();
    }

    @Override
    public void close() {
        map.close();
    }
}
