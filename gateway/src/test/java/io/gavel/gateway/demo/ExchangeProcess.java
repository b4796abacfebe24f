package io.gavel.gateway.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The jar as its users start it, in a process of its own; its directory survives it. */
final class ExchangeProcess {

    static final String OPERATOR_KEY = "test-operator-key";

    private static final int SECONDS_TO_START = 60;
    private static final int SECONDS_TO_STOP = 30;

    private final Path home;
    private final int port;
    private Process process;

    private ExchangeProcess(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** Starts the exchange in an empty directory with this market, on a free port that it keeps over restarts. */
    static ExchangeProcess start(Path home, String market) throws Exception {
        return start(home, market, "");
    }

    /** The same with more configuration. */
    static ExchangeProcess start(Path home, String market, String yaml) throws Exception {
        int port = freePort();
        Files.writeString(home.resolve("market.yaml"), market);
        Files.writeString(
                home.resolve("exchange.yaml"),
                "operator: {key: " + OPERATOR_KEY + "}\nbuyers: {allow_private_addresses: true}\n" + yaml);
        return new ExchangeProcess(home, port, launch(home, port));
    }

    int port() {
        return port;
    }

    Path data() {
        return home.resolve("data");
    }

    /** All that it logged, over all its lives. */
    String log() throws IOException {
        return Files.readString(home.resolve("log"));
    }

    /** Like kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws Exception {
        process = launch(home, port);
    }

    /** SIGTERM; the exit code. */
    int stop() throws Exception {
        process.destroy();
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            kill();
            throw new TimeoutException("it does not stop\n" + log());
        }
        return process.exitValue();
    }

    private static Process launch(Path home, int port) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        System.getProperty("gavel.jar"),
                        "serve",
                        "--config",
                        home.resolve("exchange.yaml").toString(),
                        "--market",
                        home.resolve("market.yaml").toString(),
                        "--data",
                        home.resolve("data").toString(),
                        "--http-port",
                        Integer.toString(port),
                        "--sip-port",
                        "0"))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, ready), "reader");
        reader.setDaemon(true);
        reader.start();
        try {
            ready.get(SECONDS_TO_START, TimeUnit.SECONDS);
            return process;
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("never READY\n" + Files.readString(home.resolve("log")), e);
        }
    }

    private static void read(Process process, CompletableFuture<String> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("READY ")) {
                    ready.complete(line);
                }
            }
            ready.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
