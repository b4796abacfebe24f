package io.gavel.gateway.sip.transport;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whatever bytes come in whatever pieces: no exception, the same messages. */
class StreamFramerFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void piecesMakeNoDifference(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 64);
        byte[] bytes = data.consumeRemainingAsBytes();
        List<byte[]> whole = read(bytes, Math.max(1, bytes.length));
        List<byte[]> pieces = read(bytes, size);
        for (int at = 0; at < Math.min(whole.size(), pieces.size()); at++) {
            if (!Arrays.equals(whole.get(at), pieces.get(at))) {
                throw new AssertionError("message " + at + " differs");
            }
        }
        if (whole.size() != pieces.size()) {
            throw new AssertionError(whole.size() + " or " + pieces.size() + " messages");
        }
    }

    private static List<byte[]> read(byte[] bytes, int size) {
        StreamFramer framer = new StreamFramer(4096);
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < bytes.length && !framer.isGarbage(); at += size) {
            framer.add(bytes, at, Math.min(size, bytes.length - at));
            for (byte[] frame = framer.next(); frame != null; frame = framer.next()) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
