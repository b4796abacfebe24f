package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real SIPp (Debian: sip-tester; .ci/run installs it) calls us, as a carrier would. Without it this fails, and says so. */
@Timeout(180)
class SippIT {
    private static final int CALLS = 300;

    private final Vertx vertx = Vertx.vertx();
    private final Answering answering = new Answering();
    private final SipStack stack = Answering.start(vertx, 2, 0, answering);

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        stack.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyCallOverUdpIsAnsweredAndEnded() throws Exception {
        calls("u1", Transport.UDP);
    }

    @Test
    void everyCallOverTcpIsAnsweredAndEnded() throws Exception {
        calls("t1", Transport.TCP);
    }

    private void calls(String mode, Transport transport) throws Exception {
        int exit = sipp(
                "-sn",
                "uac",
                "-t",
                mode,
                "-r",
                "50",
                "-m",
                Integer.toString(CALLS),
                "-d",
                "0",
                "127.0.0.1:" + stack.port(transport));
        assertEquals(0, exit, () -> read("sipp.out"));
        assertEquals(CALLS, answering.invites.sum());
        assertEquals(CALLS, answering.acknowledged.sum());
        assertEquals(CALLS, answering.ended.sum());
        assertEquals(0, stack.counters().garbage.sum() + stack.counters().broken.sum());
    }

    private int sipp(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sipp", "-i", "127.0.0.1", "-nostdin"));
        command.addAll(List.of(arguments));
        File output = directory.resolve("sipp.out").toFile();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (!process.waitFor(150, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("SIPp does not end");
        }
        return process.exitValue();
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }
}
