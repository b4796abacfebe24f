package io.gavel.gateway;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.market.MarketCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: runs the exchange until SIGTERM, then drains and ends with 0. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the exchange.")
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final long READY_LOOK_MILLIS = 100;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "config/exchange.yaml; absent: every key at its default.")
    private @Nullable Path file;

    @Option(
            names = "--market",
            paramLabel = "FILE",
            description = "A market document, imported if the data directory is empty.")
    private @Nullable Path market;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (key data).")
    private @Nullable String data;

    @Option(names = "--http-port", paramLabel = "N", description = "HTTP port, 0 takes a free one (key http.port).")
    private @Nullable String httpPort;

    @Option(names = "--sip-port", paramLabel = "N", description = "SIP port (key sip.port).")
    private @Nullable String sipPort;

    /** Made by picocli. */
    public ServeCommand() {}

    @Override
    public Integer call() throws IOException {
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read(text(), environment(), problems);
        if (!problems.isEmpty()) {
            for (Problem problem : problems.list()) {
                System.err.println((file == null ? "configuration" : file) + ": " + asGiven(problem.toString()));
            }
            return WRONG;
        }
        for (String variable : ExchangeConfig.unknownVariables(System.getenv())) {
            LOG.warn("config variable={} problem=\"names no key and is ignored\"", variable);
        }
        return isImportable(config) ? serve(config) : WRONG;
    }

    /** A port that was given as an option is not looked for in the environment. */
    private String asGiven(String problem) {
        String told = httpPort == null ? problem : problem.replace("in GAVEL_HTTP_PORT", "in --http-port");
        return sipPort == null ? told : told.replace("in GAVEL_SIP_PORT", "in --sip-port");
    }

    private int serve(ExchangeConfig config) throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger code = new AtomicInteger(FAILED);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutdown(asked, ended, code), "shutdown"));
        try {
            code.set(serve(config, asked));
        } finally {
            ended.countDown();
        }
        return code.get();
    }

    private int serve(ExchangeConfig config, CountDownLatch asked) throws IOException {
        try (WarmUp warmUp = WarmUp.begin(config);
                Gateway gateway = Gateway.open(config)) {
            gateway.start();
            if (!importedInto(gateway)) {
                return WRONG;
            }
            warmUp.await();
            Gateway.Ports ports = gateway.open();
            if (awaitReady(gateway, asked)) {
                sayFirstRun(gateway, ports.http());
                System.out.println("READY http=" + ports.http() + " sip=" + ports.sip());
            }
            asked.await();
            LOG.info("draining");
            gateway.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
        LOG.info("stopped");
        return 0;
    }

    /** To standard error, as the operator's key is: whoever reads it may set the exchange up. */
    private static void sayFirstRun(Gateway gateway, int port) {
        String path = gateway.firstRunPath();
        if (path != null) {
            System.err.println("Nothing is set up yet. Begin at http://127.0.0.1:" + port + path);
        }
    }

    /** READY is what {@code /readyz} says; false if the end was asked for before. */
    private static boolean awaitReady(Gateway gateway, CountDownLatch asked) throws InterruptedException {
        String said = null;
        for (String refusal = gateway.refusal(); refusal != null; refusal = gateway.refusal()) {
            if (!refusal.equals(said)) {
                LOG.warn("ready=no reason={}", refusal);
                said = refusal;
            }
            if (asked.await(READY_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Looked at before anything is made: what is wrong with a document leaves no data directory, and no key shown once, behind. */
    private boolean isImportable(ExchangeConfig config) throws IOException {
        if (market == null || Files.exists(config.data().resolve("journal"))) {
            return true;
        }
        List<Problem> wrong =
                MarketCheck.problems(market.toString(), Files.readAllBytes(market), CallPart.abilities(config.media()));
        wrong.forEach(problem -> System.err.println(market + ": " + problem));
        return wrong.isEmpty();
    }

    private boolean importedInto(Gateway gateway) throws IOException {
        if (market == null) {
            return true;
        }
        if (!gateway.isNew()) {
            LOG.info("market import=skipped reason=\"the data directory is not empty\"");
            return true;
        }
        List<String> wrong = gateway.importMarket(market.toString(), Files.readAllBytes(market));
        wrong.forEach(sentence -> System.err.println(market + ": " + sentence));
        return wrong.isEmpty();
    }

    /**
     * The process ends when its shutdown hooks have: this one waits for the main thread to have closed everything, and ends it
     * with our own code, for that of a JVM that was told to end is 143 whatever it did.
     */
    private static void shutdown(CountDownLatch asked, CountDownLatch ended, AtomicInteger code) {
        asked.countDown();
        try {
            ended.await();
            Runtime.getRuntime().halt(code.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String text() throws IOException {
        return file == null ? "" : Files.readString(file);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        put(environment, "GAVEL_DATA", data);
        put(environment, "GAVEL_HTTP_PORT", httpPort);
        put(environment, "GAVEL_SIP_PORT", sipPort);
        return environment;
    }

    private static void put(Map<String, String> environment, String variable, @Nullable String value) {
        if (value != null) {
            environment.put(variable, value);
        }
    }
}
