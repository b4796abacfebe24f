package io.gavel.gateway.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A TCP stream cut into messages, however it comes. */
class StreamFramerTest {
    private static final String FIRST = "INVITE sip:a@b SIP/2.0\r\nContent-Length:\r\n  5\r\nX: 1\r\n\r\nv=0\r\n";
    private static final String SECOND = "SIP/2.0 200 OK\r\nl : 0\r\n\r\n";
    private static final String NO_LENGTH = "BYE sip:a@b SIP/2.0\r\nX: 1\r\n\r\n";

    private static List<String> frames(StreamFramer framer, String stream, int piece) {
        byte[] bytes = stream.getBytes(StandardCharsets.US_ASCII);
        List<String> frames = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += piece) {
            framer.add(bytes, at, Math.min(piece, bytes.length - at));
            for (byte[] frame = framer.next(); frame != null; frame = framer.next()) {
                frames.add(new String(frame, StandardCharsets.US_ASCII));
            }
        }
        return frames;
    }

    @Test
    void aMessageInPiecesAndSeveralInOneSegment() {
        String stream = FIRST + SECOND + "\r\n\r\n" + FIRST + NO_LENGTH + SECOND;
        for (int piece = 1; piece <= stream.length(); piece++) {
            StreamFramer framer = new StreamFramer(1000);
            assertEquals(
                    List.of(FIRST, SECOND, FIRST, NO_LENGTH, SECOND),
                    frames(framer, stream, piece),
                    "pieces of " + piece);
            assertTrue(framer.wasPinged());
            assertFalse(framer.isGarbage());
            assertFalse(framer.isAmidst());
        }
    }

    @Test
    void pingsAreHeardOnceEach() {
        StreamFramer framer = new StreamFramer(1000);
        frames(framer, "\r\n", 1);
        assertFalse(framer.wasPinged());
        frames(framer, "\r\n", 1);
        assertTrue(framer.wasPinged());
        assertFalse(framer.wasPinged());
    }

    @Test
    void whatBreaksARuleIsGarbage() {
        for (String stream : List.of(
                "x".repeat(1001),
                "INVITE sip:a@b SIP/2.0\r\nContent-Length: 2000\r\n\r\n",
                "INVITE sip:a@b SIP/2.0\r\nContent-Length: -1\r\n\r\n",
                "INVITE sip:a@b SIP/2.0\r\nContent-Length: 99999999999999\r\n\r\n",
                "INVITE sip:a@b SIP/2.0\r\nContent-Length: 5 5\r\nl: 7\r\n\r\n",
                "INVITE sip:a@b SIP/2.0\r\nContent-Length: \r\n\r\n")) {
            StreamFramer framer = new StreamFramer(1000);
            assertEquals(List.of(), frames(framer, stream, 7), stream);
            assertTrue(framer.isGarbage(), stream);
        }
    }
}
