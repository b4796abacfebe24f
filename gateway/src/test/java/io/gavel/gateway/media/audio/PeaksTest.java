package io.gavel.gateway.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeaksTest {
    @TempDir
    Path folder;

    @Test
    void eachSideHasItsLoudestSampleOfEachPiece() throws IOException {
        Path file = folder.resolve("call.wav");
        try (WavFile wav = WavFile.create(file)) {
            ByteBuffer frames =
                    ByteBuffer.allocate(4 * 20_000 * WavFile.FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 80_000; i++) {
                frames.putShort((short) (i < 20_000 ? 100 : i == 20_001 ? -32_768 : 0));
                frames.putShort((short) (i >= 60_000 ? -7 : 0));
            }
            wav.write(0, frames.flip());
        }
        Peaks peaks = Peaks.of(file, 4);
        assertEquals(List.of(100, 32_768, 0, 0), peaks.left());
        assertEquals(List.of(0, 0, 0, 7), peaks.right());
        assertEquals(10_000, peaks.millis());
    }

    @Test
    void aRecordingWithoutAudioIsSilent() throws IOException {
        Path file = folder.resolve("call.wav");
        WavFile.create(file).close();
        assertEquals(List.of(0, 0, 0), Peaks.of(file, 3).left());
    }
}
