package io.gavel.gateway;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.vault.LeadKeeper;
import io.gavel.gateway.vault.MasterKey;
import io.gavel.gateway.vault.Vault;
import io.gavel.gateway.vault.VaultSettings;
import io.gavel.gateway.visit.PoolFigures;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** What is remembered of visits beside the line: what they told, until it is too old, and the pools' figures. Main thread. */
record VisitMemory(Vault vault, LeadKeeper keeper, PoolFigures figures) implements Closeable {
    static VisitMemory open(ExchangeConfig config, MasterKey master, InstantSource clock) throws IOException {
        Path folder = config.data().resolve("visits");
        Files.createDirectories(folder);
        VaultSettings defaults = VaultSettings.defaults();
        VaultSettings settings = new VaultSettings(
                Memory.durability(config.journal().sync()),
                Duration.ofMillis(config.journal().intervalMillis()),
                Duration.ofDays(config.visits().keepDays()),
                Duration.ofDays(config.vault().retentionDays()),
                defaults.queue(),
                defaults.segmentBytes());
        Vault vault = Vault.open(folder, master, settings, clock);
        return new VisitMemory(vault, LeadKeeper.ofVisits(vault, folder), PoolFigures.open(folder.resolve("figures")));
    }

    @Override
    public void close() throws IOException {
        keeper.close();
        figures.close();
        vault.close();
    }
}
