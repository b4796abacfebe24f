package io.gavel.gateway;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.JournalConfig;
import io.gavel.gateway.config.LineConfig;
import io.gavel.gateway.config.SyncPolicy;
import io.gavel.gateway.notify.Webhooks;
import io.gavel.gateway.vault.Durability;
import io.gavel.gateway.vault.LeadKeeper;
import io.gavel.gateway.vault.MasterKey;
import io.gavel.gateway.vault.Vault;
import io.gavel.gateway.vault.VaultSettings;
import io.gavel.journal.DataDirectory;
import io.gavel.journal.Retention;
import io.gavel.journal.Sync;
import io.gavel.ring.JournalHandler;
import io.gavel.ring.TimeSource;
import io.gavel.ring.WaitPolicy;
import io.gavel.view.ViewConfig;
import io.gavel.view.Views;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What survives a restart, opened together: personal data, read models, and the engine that recovers with them. Opened and
 * closed on the main thread.
 */
record Memory(
        DataDirectory data,
        Vault vault,
        LeadKeeper keeper,
        VisitMemory visits,
        Webhooks webhooks,
        Views views,
        Engine engine)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    /**
     * Locks the data directory, then opens all that is in it, or makes it; the vault meanwhile, for the views take a second to
     * compile. Locked first: another process that uses the directory must not find its views and vault opened.
     */
    static Memory open(ExchangeConfig config, InstantSource clock) throws IOException {
        return open(config, clock, JournalHandler.SYSTEM_TIME);
    }

    /** The same in a time of its own: {@code time} and {@code clock} tell the same. */
    static Memory open(ExchangeConfig config, InstantSource clock, TimeSource time) throws IOException {
        DataDirectory data = DataDirectory.open(config.data());
        try {
            return open(config, clock, time, data);
        } catch (RuntimeException | IOException | Error e) {
            data.close();
            throw e;
        }
    }

    private static Memory open(ExchangeConfig config, InstantSource clock, TimeSource time, DataDirectory data)
            throws IOException {
        MasterKey master = masterKey(config);
        CompletableFuture<Vault> vault = CompletableFuture.supplyAsync(() -> openVault(config, master, clock));
        Views views = Views.open(viewConfig(config));
        LOG.info("views found={}", views.found());
        try {
            LeadKeeper keeper = LeadKeeper.ofLeads(join(vault), vaultFolder(config));
            VisitMemory visits = VisitMemory.open(config, master, clock);
            Webhooks webhooks = Webhooks.open(config.data().resolve("webhooks"));
            Engine engine = Engine.open(
                    data,
                    engineConfig(config).withTime(time),
                    Exchange::new,
                    List.of(views, keeper, visits.keeper(), visits.figures(), webhooks));
            return new Memory(data, join(vault), keeper, visits, webhooks, views, engine);
        } catch (RuntimeException | IOException | Error e) {
            views.close();
            if (!vault.isCompletedExceptionally()) {
                close(join(vault));
            }
            throw e;
        }
    }

    /** In reverse: what is on the line is heard by the views before they close. */
    @Override
    public void close() {
        engine.close();
        views.close();
        close(webhooks);
        close(keeper);
        close(visits);
        close(vault);
        data.close();
    }

    static EngineConfig engineConfig(ExchangeConfig config) {
        JournalConfig journal = config.journal();
        LineConfig line = config.line();
        return EngineConfig.in(config.data())
                .withSlots(line.inputSlots(), line.outputSlots())
                .withWaiting(WaitPolicy.valueOf(line.waiting().name()))
                .withSync(Sync.valueOf(journal.sync().name()), Duration.ofMillis(journal.intervalMillis()))
                .withSegments((long) journal.segmentMegabytes() << 20, retention(journal))
                .withDiskReserve((long) journal.reserveMegabytes() << 20)
                .withSnapshots(Duration.ofMinutes(journal.snapshotMinutes()), journal.keepSnapshots());
    }

    private static Retention retention(JournalConfig journal) {
        return switch (journal.keep()) {
            case ALL -> Retention.KEEP;
            case ARCHIVE -> Retention.ARCHIVE;
            case DROP -> Retention.DROP;
        };
    }

    private static ViewConfig viewConfig(ExchangeConfig config) {
        ViewConfig defaults = ViewConfig.in(config.data().resolve("views"));
        return new ViewConfig(
                defaults.folder(),
                config.views().pings(),
                defaults.pingBytes(),
                config.views().leads(),
                defaults.leadBytes(),
                config.views().transfers(),
                config.views().standings(),
                config.views().audit(),
                defaults.versionBytes(),
                config.views().pnlRows(),
                config.views().sources(),
                config.views().calls(),
                defaults.callBytes());
    }

    private static Vault openVault(ExchangeConfig config, MasterKey master, InstantSource clock) {
        Path folder = vaultFolder(config);
        try {
            VaultSettings defaults = VaultSettings.defaults();
            VaultSettings settings = new VaultSettings(
                    durability(config.journal().sync()),
                    Duration.ofMillis(config.journal().intervalMillis()),
                    defaults.orphanAge(),
                    Duration.ofDays(config.vault().retentionDays()),
                    defaults.queue(),
                    defaults.segmentBytes());
            return Vault.open(folder, master, settings, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("vault: " + e.getMessage(), e);
        }
    }

    private static MasterKey masterKey(ExchangeConfig config) throws IOException {
        Path folder = vaultFolder(config);
        String key = config.vault().key();
        Files.createDirectories(folder);
        return key == null ? MasterKey.ofFile(folder.resolve("master.key")) : MasterKey.of(key);
    }

    static Durability durability(SyncPolicy sync) {
        return Durability.valueOf(sync.name());
    }

    private static Vault join(CompletableFuture<Vault> vault) {
        try {
            return vault.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Path vaultFolder(ExchangeConfig config) {
        return config.data().resolve("vault");
    }

    private static void close(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
