package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {

    @TempDir
    Path data;

    @Test
    void leadsAreSoldCallsBridgedAndNothingStaysInTheDataDirectory() throws Exception {
        Files.createDirectories(data.resolve("warm-up-0/journal"));
        try (WarmUp warmUp = WarmUp.begin(config(1))) {
            assertTrue(warmUp.await() > 0, "no lead was sold");
            assertTrue(warmUp.bridged() > 0, "no call was bridged");
        }
        assertArrayEquals(new String[0], data.toFile().list());
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
