package io.gavel.gateway.account.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final Departures departures = new Departures(() -> now);

    @Test
    void whoFloodsForgetsOnlyItsOwn() {
        Departures.Departure honest = departures.begin("r", "", "192.0.2.1");
        List<Departures.Departure> flood = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            flood.add(departures.begin("r", "", "198.51.100.7"));
        }
        assertEquals(honest, departures.end(honest.state(), honest.browser()));
        assertNull(departures.end(flood.get(0).state(), flood.get(0).browser()));
        Departures.Departure last = flood.get(flood.size() - 1);
        assertNotNull(departures.end(last.state(), last.browser()));
    }

    @Test
    void eachIsGoodForOneReturnInTenMinutes() {
        Departures.Departure one = departures.begin("r", "", "::1");
        assertNull(departures.end(one.state(), "another browser"));
        assertNull(departures.end(one.state(), one.browser()), "it is over with that");
        Departures.Departure two = departures.begin("r", "", "::1");
        now = now.plusSeconds(601);
        assertNull(departures.end(two.state(), two.browser()));
    }
}
