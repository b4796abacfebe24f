package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {

    @TempDir
    Path data;

    @Test
    void leadsAreSoldAndNothingStaysInTheDataDirectory() {
        assertTrue(WarmUp.run(config(1)) > 0, "no lead was sold");
        assertArrayEquals(new String[0], data.toFile().list());
    }

    @Test
    void withoutTimeNothingIsTried() {
        assertEquals(0, WarmUp.run(config(0)));
        assertArrayEquals(new String[0], data.toFile().list());
    }

    private ExchangeConfig config(int millis) {
        Map<String, String> environment =
                Map.of("GAVEL_DATA", data.toString(), "GAVEL_START_WARM_UP_MS", Integer.toString(millis));
        return ExchangeConfig.read("", environment, new Problems());
    }
}
