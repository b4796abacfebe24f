package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The jar as a user starts it: plain {@code java -jar}, on the JDK that runs this test. */
class JarIT {

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

    private static Process gavel(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String[] command = new String[arguments.length + 3];
        command[0] = java;
        command[1] = "-jar";
        command[2] = System.getProperty("gavel.jar");
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
