package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {

    @TempDir
    Path data;

    @Test
    void leadsAreSoldCallsBridgedAndNothingStaysInTheDataDirectory() throws Exception {
        Files.createDirectories(data.resolve("warm-up-0/journal"));
        try (PortsOfAnother taken = new PortsOfAnother(30_000, 30_399);
                WarmUp warmUp = WarmUp.begin(config(1))) {
            assertTrue(warmUp.await() > 0, "no lead was sold");
            assertTrue(warmUp.bridged() > 0, () -> "no call was bridged, beside " + taken);
        }
        assertArrayEquals(new String[0], data.toFile().list());
    }

    /** Another program has them, on this machine: the test itself, or whoever had one before. */
    private static final class PortsOfAnother implements AutoCloseable {
        private final List<DatagramSocket> sockets = new ArrayList<>();

        PortsOfAnother(int first, int last) {
            for (int port = first; port <= last; port++) {
                try {
                    sockets.add(new DatagramSocket(port, InetAddress.getLoopbackAddress()));
                } catch (SocketException taken) {
                    assertTrue(taken instanceof BindException, taken::toString);
                }
            }
        }

        @Override
        public void close() {
            sockets.forEach(DatagramSocket::close);
        }

        @Override
        public String toString() {
            return sockets.size() + " ports of the test";
        }
    }

    @Test
    void whatIsClosedBeforeItsEndLeavesNothing() {
        WarmUp.begin(config(60_000)).close();
        assertArrayEquals(new String[0], data.toFile().list());
    }

    @Test
    void withoutTimeNothingIsTried() {
        try (WarmUp warmUp = WarmUp.begin(config(0))) {
            assertEquals(0, warmUp.await());
        }
        assertArrayEquals(new String[0], data.toFile().list());
    }

    private ExchangeConfig config(int millis) {
        Map<String, String> environment =
                Map.of("GAVEL_DATA", data.toString(), "GAVEL_START_WARM_UP_MS", Integer.toString(millis));
        return ExchangeConfig.read("", environment, new Problems());
    }
}
