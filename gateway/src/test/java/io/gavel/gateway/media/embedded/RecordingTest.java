package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.audio.WavFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of calls over real sockets. */
class RecordingTest {
    private static final int HEADER = WavFile.HEADER_BYTES;

    @TempDir
    private Path folder;

    private final MediaRig rig = MediaRig.usual(17_600);

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void theCallerIsLeftAndTheBuyerRight() throws Exception {
        Path path = folder.resolve("call.wav");
        try (Phone caller = new Phone(1, Codec.PCMU);
                Phone buyer = new Phone(2, Codec.PCMU)) {
            MediaCall call = bridged(caller, buyer, path);
            caller.say(0x80);
            buyer.hears(0x80);
            buyer.say(0x00);
            caller.hears(0x00);
            MediaFigures figures = rig.end(call);

            byte[] file = Files.readAllBytes(path);
            assertEquals((file.length - HEADER) / 32, figures.recordedMillis(), 1.0);
            assertFalse(figures.recordingFailed());
            assertEquals(160, count(file, 0, 32_124));
            assertEquals(160, count(file, 1, -32_124));
            assertEquals(0, count(file, 0, -32_124));
            assertEquals(
                    file.length - HEADER,
                    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(40));
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsToldAndTheCallGoesOn() throws Exception {
        try (Phone caller = new Phone(1, Codec.PCMU);
                Phone buyer = new Phone(2, Codec.PCMU)) {
            MediaCall call = bridged(caller, buyer, folder.resolve("none").resolve("call.wav"));
            caller.say(5);
            buyer.hears(5);

            assertTrue(rig.end(call).recordingFailed());
        }
    }

    @Test
    void theEngineCompletesRecordingsWhenItCloses() throws Exception {
        Path path = folder.resolve("open.wav");
        try (Phone caller = new Phone(1, Codec.PCMU);
                Phone buyer = new Phone(2, Codec.PCMU)) {
            bridged(caller, buyer, path);
            caller.say(0x80);
            buyer.hears(0x80);
        }
        rig.close();

        assertEquals(160, count(Files.readAllBytes(path), 0, 32_124));
        assertEquals(0, rig.media.calls());
    }

    private MediaCall bridged(Phone caller, Phone buyer, Path file) throws Exception {
        MediaCall call = rig.call();
        caller.calls(call.caller(), Codec.PCMU);
        MediaLeg leg = call.newLeg("buyer");
        buyer.isCalled(leg, Codec.PCMU);
        call.record(file);
        call.bridge(leg);
        rig.settle(call);
        return call;
    }

    private static int count(byte[] file, int side, int value) {
        ByteBuffer samples = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        for (int at = HEADER + side * 2; at + 2 <= file.length; at += 4) {
            count += samples.getShort(at) == value ? 1 : 0;
        }
        return count;
    }
}
