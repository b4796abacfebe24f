package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void everySyntheticCallIsAnsweredAndHungUp() {
        assertEquals(200, WarmUp.calls(SipSettings.standard("127.0.0.1", "127.0.0.1", 0), 200));
    }
}
