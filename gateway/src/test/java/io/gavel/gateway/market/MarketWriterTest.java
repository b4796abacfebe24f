package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketWriterTest {
    @TempDir
    private Path folder;

    @Test
    void aLineThatTakesNothingIsNotWaitedForAndSaysWhy() {
        try (MarketRig rig = MarketRig.open(folder)) {
            rig.stopIntake("disk_full");
            Refusal refusal = rig.market
                    .put(Section.SELLERS, "acme", "{\"name\":\"Acme\"}", Precondition.NONE, "test")
                    .join()
                    .refusal();
            assertNotNull(refusal);
            assertEquals(503, refusal.status());
            assertEquals("disk_full", refusal.code());
        }
    }
}
