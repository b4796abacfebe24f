package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which ports a call gets when others have ports of the range, too. */
@Timeout(60)
class PortsTest {
    private static final int FIRST = 17_600;

    @Test
    void portsThatSomebodyElseHasArePassedOverHoweverManyTheyAre() throws Exception {
        List<DatagramSocket> taken = new ArrayList<>();
        try {
            for (int port = FIRST; port < FIRST + 38; port += 2) {
                // here the one, there the other of a pair
                taken.add(new DatagramSocket(port + port / 2 % 2, InetAddress.getLoopbackAddress()));
            }
            try (MediaRig rig = new MediaRig(FIRST, FIRST + 39, Duration.ofSeconds(30))) {
                MediaCall call = rig.call();
                assertEquals(FIRST + 38, Phone.port(Now.offer(call.caller())));
                assertThrows(MediaException.class, rig::call);
                rig.end(call);
            }
        } finally {
            taken.forEach(DatagramSocket::close);
        }
    }

    @Test
    void theFirstPortIsAnyOfTheRange() throws Exception {
        Set<Integer> firsts = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            try (MediaRig rig = new MediaRig(FIRST + 100, FIRST + 1_099, Duration.ofSeconds(30))) {
                int port = Phone.port(Now.offer(rig.call().caller()));
                assertEquals(0, port % 2, "RTP on the even one");
                assertTrue(port >= FIRST + 100 && port < FIRST + 1_099, () -> "port " + port);
                firsts.add(port);
            }
        }
        assertTrue(firsts.size() > 1, () -> "always " + firsts);
    }

    @Test
    void aRangeWithoutAPairHasNone() {
        try (MediaRig rig = new MediaRig(FIRST + 1, FIRST + 2, Duration.ofSeconds(30))) {
            assertEquals(0, rig.media.freePorts());
            assertThrows(MediaException.class, rig::call);
        }
    }
}
