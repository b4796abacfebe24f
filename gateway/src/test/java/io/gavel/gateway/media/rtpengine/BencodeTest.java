package io.gavel.gateway.media.rtpengine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BencodeTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, Object> value =
                Map.of("command", "offer", "n", 7L, "flags", List.of("a", "é"), "in", Map.of("x", -1L));
        assertEquals(value, Bencode.decode(Bencode.encode(value), 0));
        assertEquals(
                "d5:flagsl1:a2:ée1:ni7ee",
                new String(Bencode.encode(Map.of("n", 7, "flags", List.of("a", "é"))), StandardCharsets.UTF_8));
        assertEquals(Map.of("result", "pong"), Bencode.decode(bytes("12_3 d6:result4:ponge"), 5));
    }

    @Test
    void whatIsBrokenIsRefused() {
        for (String broken :
                List.of("", "d", "d3:abc", "i12", "5:abc", "99999999999:a", "x", "ie", "l".repeat(100), "-1:")) {
            assertThrows(IllegalArgumentException.class, () -> Bencode.decode(bytes(broken), 0), broken);
        }
    }
}
