package io.gavel.gateway.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class KeyPressTest {
    @Test
    void bothWaysOfSayingAKeyAreRead() {
        assertEquals(new KeyPress('5', 100), KeyPress.parse("application/dtmf-relay", "Signal=5\r\nDuration=100\r\n"));
        assertEquals(new KeyPress('*', 160), KeyPress.parse("application/dtmf-relay", "Signal= *\n"));
        assertEquals(new KeyPress('#', 250), KeyPress.parse("Application/DTMF-Relay; x=y", "signal=11\nduration= 250"));
        assertEquals(new KeyPress('7', 160), KeyPress.parse("application/dtmf", "7"));
        assertEquals(new KeyPress('D', 160), KeyPress.parse("application/dtmf", " d\r\n"));
    }

    @Test
    void anythingElseIsNoKey() {
        assertNull(KeyPress.parse("application/dtmf", "55"));
        assertNull(KeyPress.parse("application/dtmf", ""));
        assertNull(KeyPress.parse("application/dtmf-relay", "Signal=\r\nDuration=100"));
        assertNull(KeyPress.parse("application/dtmf-relay", "Duration=100"));
        assertNull(KeyPress.parse("application/sdp", "5"));
        assertNull(KeyPress.parse("application/dtmf", "5" + " ".repeat(300)));
        assertEquals(
                new KeyPress('1', 160), KeyPress.parse("application/dtmf-relay", "Signal=1\nDuration=-9999999999"));
    }
}
