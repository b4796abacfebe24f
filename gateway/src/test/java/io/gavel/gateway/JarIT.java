package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a user starts it: plain {@code java -jar}, on the JDK that runs this test. */
class JarIT {
    @TempDir
    Path data;

    @Test
    void saysItsVersionAndNothingElse() throws IOException, InterruptedException {
        Process process = gavel("--version");

        assertTrue(text(process).matches("gavel \\d+\\.\\d+\\.\\d+\\S*\\R"));
        assertEquals(0, process.waitFor());
    }

    @Test
    void refusesAnUnknownCommand() throws IOException, InterruptedException {
        Process process = gavel("auctioneer");

        assertTrue(text(process).contains("auctioneer"));
        assertEquals(2, process.waitFor());
    }

    @Test
    void isNotReadyWhileItTakesNoWorkAndStillEndsWhenAsked() throws IOException, InterruptedException {
        String first = serveUntil("READY http=", "256");
        assertTrue(first.contains("READY http="), first);

        long more = data.toFile().getTotalSpace() >> 20;
        String second = serveUntil("ready=no reason=disk_full", Long.toString(more));

        assertTrue(second.contains("ready=no reason=disk_full"), second);
        assertFalse(second.contains("READY"), second);
    }

    /** Starts it, and asks it to end when it has said that. */
    private String serveUntil(String saying, String reserveMegabytes) throws IOException, InterruptedException {
        ProcessBuilder builder = command("serve", "--data", data.toString(), "--http-port", "0", "--sip-port", "0");
        builder.environment().put("GAVEL_JOURNAL_RESERVE_MB", reserveMegabytes);
        builder.environment().put("GAVEL_START_WARM_UP_MS", "0");
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                if (line.contains(saying)) {
                    process.toHandle().destroy(); // leaves its output open
                }
            }
        }
        assertEquals(0, process.waitFor(), said.toString());
        return said.toString();
    }

    private static Process gavel(String... arguments) throws IOException {
        return command(arguments).start();
    }

    private static ProcessBuilder command(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String[] command = new String[arguments.length + 3];
        command[0] = java;
        command[1] = "-jar";
        command[2] = System.getProperty("gavel.jar");
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
