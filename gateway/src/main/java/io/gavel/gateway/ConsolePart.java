package io.gavel.gateway;

import io.gavel.gateway.account.AccountLog;
import io.gavel.gateway.account.Desk;
import io.gavel.gateway.account.SealedFile;
import io.gavel.gateway.account.UserRoutes;
import io.gavel.gateway.account.Users;
import io.gavel.gateway.account.provider.Provider;
import io.gavel.gateway.bid.BuyerTrial;
import io.gavel.gateway.call.Recordings;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.console.Asking;
import io.gavel.gateway.console.Console;
import io.gavel.gateway.console.TestCalls;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.number.NumberEdge;
import io.gavel.gateway.report.Reports;
import io.gavel.gateway.story.Stories;
import io.gavel.gateway.vault.Secrets;
import io.gavel.gateway.visit.Proxies;
import io.gavel.gateway.visit.Sizing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Wires the console and who may sign in there. */
final class ConsolePart implements AutoCloseable {
    private final Clients provider;
    private final Loopback loopback;
    private final AccountLog changes;
    private final Users users;
    private final Desk desk = new Desk();
    private final Console console;

    ConsolePart(
            Common common,
            Reports reports,
            Recordings recordings,
            Inventory inventory,
            NumberEdge numbers,
            Sizing sizing,
            TestCalls phones,
            Supplier<Boolean> isNew)
            throws IOException {
        ExchangeConfig config = common.config();
        Memory memory = common.memory();
        Loop loop = common.loops().get(0);
        Secrets sealing = memory.vault().secrets();
        Path folder = config.data().resolve("console");
        Files.createDirectories(folder);
        this.provider = Clients.open(common.vertx(), List.of(loop.context()), EdgeSettings.provider());
        this.loopback = new Loopback(config.http().bind());
        this.changes = AccountLog.open(folder.resolve("changes"), common.clock());
        this.users = Users.open(
                new SealedFile(folder.resolve("users"), sealing.ofUsers()),
                changes,
                common.directory(),
                common.clock());
        this.console = new Console(
                common.directory(),
                common.market(),
                new Console.People(
                        users,
                        new SealedFile(folder.resolve("sessions"), sealing.ofSessions()),
                        desk,
                        common.keys(),
                        Proxies.of(config.visits().trustedProxies())::address,
                        isNew,
                        changes,
                        config.signIn().isOn() ? new Provider(config.signIn(), provider.on(0), common.clock()) : null),
                loopback::post,
                new DeadLetterPages(memory.webhooks().deadLetters()),
                memory.views(),
                reports.readings(),
                new Console.Returns(reports.returning(), loop),
                new OutsideTries(
                        new BuyerTrial(common.clients().on(0), common.directory(), common.secrets(), common.clock()),
                        common.platforms().on(0)),
                memory.engine(),
                common.metrics()::scrape,
                config.data(),
                new RecordedCalls(recordings, Path.of(config.media().prompts())),
                phones,
                new Stories(memory.vault(), memory.visits().vault()),
                new TrialRuns(config.data()),
                new Asking(memory.engine().inputs(), common.replies(), loop),
                inventory,
                new ConsoleNumbers(numbers, sizing),
                common.clock());
    }

    Console console() {
        return console;
    }

    /** Changes of accounts. */
    AccountLog changes() {
        return changes;
    }

    UserRoutes userRoutes() {
        return new UserRoutes(users, desk);
    }

    /** The exchange listens there. */
    void at(int httpPort) {
        loopback.at(httpPort);
    }

    /** No page is given any more. */
    @Override
    public void close() {
        console.close();
    }

    /** After everything that might still ask outside. */
    void closeClients() {
        provider.close();
    }
}
