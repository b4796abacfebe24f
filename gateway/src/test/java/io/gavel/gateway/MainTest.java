package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to who starts the program with something wrong. */
class MainTest {
    @TempDir
    Path folder;

    private String said = "";

    private int run(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return Main.execute(arguments);
        } finally {
            System.setErr(before);
            said = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void aFileThatIsNotThereIsCalledThat() {
        Path absent = folder.resolve("none.yaml");

        assertEquals(1, run("serve", "--config", absent.toString(), "--data", data()));
        assertEquals("gavel: " + absent + ": there is no such file or directory", said.strip());
        assertEquals(1, run("serve", "--market", absent.toString(), "--data", data()));
        assertEquals("gavel: " + absent + ": there is no such file or directory", said.strip());
        assertFalse(Files.exists(Path.of(data())));
    }

    @Test
    void aWrongMarketLeavesNothingBehind() throws IOException {
        Path market = Files.writeString(folder.resolve("m.yaml"), "campaigns: {c: {vertical: nix}}");

        assertEquals(2, run("serve", "--market", market.toString(), "--data", data()));
        assertTrue(said.contains("line 1: campaigns.c.vertical: there is no vertical nix"), said);
        assertFalse(Files.exists(Path.of(data())));
    }

    @Test
    void aPortThatWasGivenAsAnOptionIsCalledThat() {
        assertEquals(2, run("serve", "--http-port", "80000", "--data", data()));
        assertTrue(said.contains("found the text \"80000\" in --http-port"), said);
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        IOException refused = new IOException("Address already in use");
        UncheckedIOException told = assertThrows(
                UncheckedIOException.class,
                () -> Told.port("http.port", 8080, () -> {
                    throw new IllegalStateException(refused);
                }));

        assertEquals("http.port 8080 cannot be listened on: Address already in use", Told.of(told));
        assertThrows(
                IllegalStateException.class,
                () -> Told.port("http.port", 8080, () -> {
                    throw new IllegalStateException("a fault of ours");
                }));
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
