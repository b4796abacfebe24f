package io.gavel.gateway.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings, read by the JDK's own reader of WAV files; and prompts. */
class WavFileTest {
    @TempDir
    private Path folder;

    @Test
    void aRecordingIsReadByOthersAndGapsAreSilence() throws Exception {
        Path path = folder.resolve("a.wav");
        try (WavFile file = WavFile.create(path)) {
            file.write(3, frames(5));
            file.write(20, frames(2));
            assertEquals(22, file.frames());
        }

        try (AudioInputStream stream = AudioSystem.getAudioInputStream(path.toFile())) {
            assertEquals(22, stream.getFrameLength());
            assertEquals(2, stream.getFormat().getChannels());
            assertEquals(8_000f, stream.getFormat().getSampleRate());
            assertEquals(AudioFormat.Encoding.PCM_SIGNED, stream.getFormat().getEncoding());
            byte[] bytes = stream.readAllBytes();
            assertTrue(isZero(bytes, 0, 12));
            assertEquals(1, bytes[12]);
            assertTrue(isZero(bytes, 32, 80));
            assertEquals(1, bytes[80]);
        }
    }

    @Test
    void aRecordingOfAProcessThatDiedIsRepaired() throws Exception {
        Path path = folder.resolve("b.wav");
        try (WavFile file = WavFile.create(path)) {
            file.write(0, frames(800));
        }
        byte[] whole = Files.readAllBytes(path);
        byte[] cut = Arrays.copyOf(whole, whole.length - 5);
        ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 36).putInt(40, 0);
        Files.write(path, cut);

        assertEquals(798 / 8, WavFile.repair(path));
        assertEquals(798 / 8, WavFile.repair(path));

        try (AudioInputStream stream = AudioSystem.getAudioInputStream(path.toFile())) {
            assertEquals(798, stream.getFrameLength());
        }
        assertEquals(WavFile.HEADER_BYTES + 798 * 4, Files.size(path));
    }

    @Test
    void whatIsNoRecordingIsNotTouched() throws Exception {
        Path text = Files.writeString(
                folder.resolve("c.wav"), "this is a text of more than forty-four characters, no audio");
        Path empty = Files.createFile(folder.resolve("d.wav"));

        assertThrows(IOException.class, () -> WavFile.repair(text));
        assertThrows(IOException.class, () -> WavFile.repair(empty));
        assertEquals(0, Files.size(empty));
        assertTrue(Files.readString(text).startsWith("this"));
    }

    @Test
    void aRecordingIsNeverWrittenOver() throws Exception {
        Path path = Files.createFile(folder.resolve("e.wav"));
        assertThrows(IOException.class, () -> WavFile.create(path));
    }

    @Test
    void promptsAreReadAndOthersNamed() throws Exception {
        write("good.wav", new AudioFormat(8_000, 16, 1, true, false), new byte[3_200]);
        write("stereo.wav", new AudioFormat(8_000, 16, 2, true, false), new byte[3_200]);
        write("fast.wav", new AudioFormat(44_100, 16, 1, true, false), new byte[3_200]);
        Files.writeString(folder.resolve("text.wav"), "no");
        Files.writeString(folder.resolve("readme.txt"), "no");

        Prompts prompts = Prompts.in(folder);

        Prompt good = prompts.get("good.wav");
        assertNotNull(good);
        assertEquals(1_600, good.length());
        assertEquals((byte) 0xFF, good.at(0, Codec.PCMU));
        assertNull(prompts.get("stereo.wav"));
        assertEquals(3, prompts.problems().size(), prompts.problems().toString());
        assertTrue(
                prompts.problems().get(0).contains("44100 Hz"),
                prompts.problems().toString());
        assertNull(Prompts.in(folder.resolve("none")).get("good.wav"));
    }

    private void write(String name, AudioFormat format, byte[] bytes) throws IOException {
        AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(bytes), format, bytes.length / format.getFrameSize());
        AudioSystem.write(
                stream,
                javax.sound.sampled.AudioFileFormat.Type.WAVE,
                folder.resolve(name).toFile());
    }

    private static ByteBuffer frames(int count) {
        byte[] bytes = new byte[count * WavFile.FRAME_BYTES];
        Arrays.fill(bytes, (byte) 1);
        return ByteBuffer.wrap(bytes);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
