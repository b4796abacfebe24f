package io.gavel.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFileTest {
    private static final long NOON = 1_790_000_000L;

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsReadAgainInOrder() throws IOException {
        write(NOON, 1 << 20, "one", "", "three");
        assertEquals(List.of("one", "", "three"), read());
    }

    @Test
    void aTornTailIsCutWhereverItTears() throws IOException {
        write(NOON, 1 << 20, "one", "two");
        byte[] whole = Files.readAllBytes(folder.resolve("answers"));
        for (int length = 0; length < whole.length; length++) {
            Files.write(folder.resolve("answers"), java.util.Arrays.copyOf(whole, length));
            assertEquals(length < 19 ? List.of() : List.of("one"), read(), length + " bytes");
            write(NOON, 1 << 20, "new");
            assertEquals(length < 19 ? List.of("new") : List.of("one", "new"), read(), length + " bytes");
        }
    }

    @Test
    void aFlippedBitEndsTheFile() throws IOException {
        write(NOON, 1 << 20, "one", "two", "three");
        byte[] bytes = Files.readAllBytes(folder.resolve("answers"));
        bytes[19 + 17] ^= 1;
        Files.write(folder.resolve("answers"), bytes);
        assertEquals(List.of("one"), read());
    }

    @Test
    void aLengthThatCannotBeIsNoRecord() throws IOException {
        write(NOON, 1 << 20, "one");
        byte[] absurd = {127, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        Files.write(folder.resolve("answers"), absurd, StandardOpenOption.APPEND);
        assertEquals(List.of("one"), read());
        absurd[0] = -1;
        Files.write(folder.resolve("answers"), absurd, StandardOpenOption.APPEND);
        assertEquals(List.of("one"), read());
    }

    @Test
    void itNeverTakesMoreThanTwoFullFiles() throws IOException {
        AnswerFile file = AnswerFile.open(folder, 1000, record -> true);
        for (int i = 0; i < 500; i++) {
            file.append(bytes("record " + i), NOON);
        }
        file.close();
        try (var files = Files.list(folder)) {
            long size = files.mapToLong(path -> path.toFile().length()).sum();
            assertTrue(size > 1000 && size < 2100, size + " bytes");
        }
        List<String> kept = read();
        assertEquals("record 499", kept.get(kept.size() - 1));
    }

    @Test
    void aDayLaterANewFileBeginsAlsoAfterARestart() throws IOException {
        write(NOON, 1 << 20, "monday");
        write(NOON + 86_000, 1 << 20, "monday night");
        write(NOON + 87_000, 1 << 20, "tuesday");
        assertEquals(List.of("monday", "monday night", "tuesday"), read());
        write(NOON + 200_000, 1 << 20, "thursday");
        assertEquals(List.of("tuesday", "thursday"), read());
    }

    private void write(long seconds, long most, String... records) throws IOException {
        AnswerFile file = AnswerFile.open(folder, most, record -> true);
        for (String record : records) {
            file.append(bytes(record), seconds);
        }
        file.close();
    }

    private List<String> read() throws IOException {
        List<String> heard = new ArrayList<>();
        AnswerFile.open(folder, 1 << 20, record -> heard.add(new String(record, StandardCharsets.UTF_8)))
                .close();
        return heard;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
