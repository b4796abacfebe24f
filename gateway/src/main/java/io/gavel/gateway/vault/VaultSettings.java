package io.gavel.gateway.vault;

import java.time.Duration;

/**
 * How the vault keeps.
 *
 * @param durability when stored data is forced to the disk
 * @param syncEvery with {@link Durability#INTERVAL}: how often
 * @param orphanAge entries that no lead refers to are erased when they are this old
 * @param retention leads are erased when they are this old; zero: never
 * @param queue how many requests may wait
 * @param segmentBytes when a segment of records is full
 */
public record VaultSettings(
        Durability durability,
        Duration syncEvery,
        Duration orphanAge,
        Duration retention,
        int queue,
        int segmentBytes) {

    /** As {@code config/exchange.yaml} has it. */
    public static VaultSettings defaults() {
        return new VaultSettings(
                Durability.INTERVAL, Duration.ofMillis(10), Duration.ofDays(1), Duration.ZERO, 4096, 64 << 20);
    }

    /** The same with another durability. */
    public VaultSettings with(Durability other) {
        return new VaultSettings(other, syncEvery, orphanAge, retention, queue, segmentBytes);
    }
}
