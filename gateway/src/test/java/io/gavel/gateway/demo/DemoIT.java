package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user starts it, from a folder that has nothing of ours; two of them at a time. */
@Timeout(240)
class DemoIT {
    private static final int MINUTES = 3;

    @TempDir
    private Path home;

    @Test
    void twoDemosSellLeadsAndBridgeCallsBesideEachOther() throws Exception {
        Process one = demo("one");
        Process other = demo("other");

        check(one, "one");
        check(other, "other");
    }

    private void check(Process demo, String name) throws Exception {
        assertTrue(demo.waitFor(MINUTES, TimeUnit.MINUTES), () -> text(name));
        assertEquals(0, demo.exitValue(), () -> text(name));
        assertTrue(text(name).contains("books    balance"), () -> text(name));
        assertTrue(text(name).matches("(?s).*billed   records [1-9].*"), () -> text(name));
    }

    private Process demo(String name) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-jar", System.getProperty("gavel.jar")));
        command.addAll(List.of("demo", "--for", "6s", "--http-port", "0", "--sip-port", "0"));
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name).toFile())
                .start();
    }

    private String text(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
