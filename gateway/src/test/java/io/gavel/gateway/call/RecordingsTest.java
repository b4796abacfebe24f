package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gavel.gateway.media.audio.WavFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    @TempDir
    private Path folder;

    @Test
    void aRecordingIsFoundWhenItIsWhole() throws Exception {
        Recordings recordings = new Recordings(folder);
        try (WavFile file = WavFile.create(Objects.requireNonNull(recordings.file(4_711)))) {
            file.write(0, ByteBuffer.allocate(8_000 * WavFile.FRAME_BYTES));
            assertNull(recordings.find(4_711));
        }
        recordings.done(4_711);
        assertNotNull(recordings.find(4_711));
        assertEquals(List.of(), new Recordings(folder).repair());
    }

    @Test
    void whatAProcessLeftThatDiedIsRepairedAndFound() throws Exception {
        Recordings recordings = new Recordings(folder);
        Path left = Objects.requireNonNull(recordings.file(4_711));
        try (WavFile file = WavFile.create(left)) {
            file.write(0, ByteBuffer.allocate(8_000 * WavFile.FRAME_BYTES));
        }
        // Half a second more than the header knows of, and half a frame.
        Files.write(left, new byte[4_000 * WavFile.FRAME_BYTES + 2], StandardOpenOption.APPEND);
        Files.writeString(left.resolveSibling("note.txt"), "not ours");

        assertEquals(List.of(new Recordings.Repaired(4_711, 1_500)), new Recordings(folder).repair());
        assertEquals(44 + 12_000 * 4, Files.size(Objects.requireNonNull(recordings.find(4_711))));
        assertEquals(List.of(), new Recordings(folder).repair());
    }
}
