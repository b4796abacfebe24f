package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatestPingsTest {
    private static final int PLACES = 1 << 14;

    private final LatestPings pings = new LatestPings();

    @Test
    void aLaterPingOfThePlaceTakesIt() {
        pings.put(7, 70);
        assertEquals(70, pings.get(7));

        pings.put(7 + PLACES, 71);

        assertEquals(0, pings.get(7));
        assertEquals(71, pings.get(7 + PLACES));
        assertEquals(0, pings.get(0));
        assertEquals(0, pings.get(-1));
    }

    /** Two pings of one place by turns: whoever asks for one is never given the other's number. */
    @Test
    void whatIsGivenIsOfThatPing() throws InterruptedException {
        long even = 8;
        long odd = 8 + PLACES;
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 200_000; i++) {
                pings.put(even, 2);
                pings.put(odd, 3);
            }
        });
        writer.start();
        int wrong = 0;
        while (writer.isAlive()) {
            wrong += pings.get(even) == 3 || pings.get(odd) == 2 ? 1 : 0;
        }
        writer.join();

        assertEquals(0, wrong);
        assertEquals(3, pings.get(odd));
    }
}
