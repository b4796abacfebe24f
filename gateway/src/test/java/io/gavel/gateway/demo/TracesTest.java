package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search that other tests rely on finds what is there. */
class TracesTest {

    private final Traces traces = new Traces().text("Zebulonia").number(13102345678L);

    @TempDir
    private Path directory;

    @Test
    void findsATextWhereverItBeginsInBase64() {
        for (String before : List.of("", "a", "ab", "abc")) {
            String base64 = Base64.getEncoder()
                    .encodeToString((before + "Zebulonia and more").getBytes(StandardCharsets.UTF_8));

            assertFalse(traces.in("base64", base64).isEmpty(), before);
        }
    }

    @Test
    void findsTextsInHexadecimalAndNumbersInBinary() throws Exception {
        assertFalse(traces.in("hex", "5a6562756c6f6e6961").isEmpty());
        Files.write(
                directory.resolve("number"),
                ByteBuffer.allocate(20).putLong(7, 13102345678L).array());

        assertEquals(1, traces.in(directory).size());
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertEquals(List.of(), traces.in("nothing", "the quick brown fox"));
    }
}
