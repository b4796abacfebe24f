package io.gavel.bench.experiment;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long two servers take turns. */
public final class Rounds {

    @Option(
            names = "--warmups",
            defaultValue = "2",
            description = "rounds before any is counted (default ${DEFAULT-VALUE})")
    int warmups;

    @Option(names = "--rounds", defaultValue = "5", description = "rounds that are counted (default ${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "4",
            description = "of each turn of each server (default ${DEFAULT-VALUE})")
    int seconds;

    Duration time() {
        return Duration.ofSeconds(seconds);
    }
}
