package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.EntityKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time zones at a start. */
class ZoneTablesTest {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final String DOCUMENT = """
            buyers:
              east: {timezone: America/New_York}
              desert: {timezone: America/Phoenix}
              gone: {timezone: America/Chicago}
            """;

    @TempDir
    Path folder;

    @Test
    void aTableThatEndsTooSoonIsRenewedAndNoOther() {
        put();
        assertEquals(0, renewed(Instant.now()));
        assertEquals(0, renewed(Instant.now().plus(YEAR.multipliedBy(4))));
        assertEquals(1, renewed(Instant.now().plus(YEAR.multipliedBy(6))), "New York; Phoenix never changes");
    }

    @Test
    void aTableThatSaysSomethingElseThanTheZoneDatabaseIsRenewed() {
        put();
        try (MarketRig rig = MarketRig.open(folder)) {
            int desert = rig.directory.now().idOf(EntityKind.BUYER, "desert");
            rig.zones.offset(desert, Instant.now().plus(YEAR).getEpochSecond(), -6 * 3600);
            assertEquals(1, rig.zones.renew(rig.market, Instant.now()));
        }
    }

    private void put() {
        try (MarketRig rig = MarketRig.open(folder)) {
            rig.market.replace("m.yaml", DOCUMENT, false, "test").join();
            rig.market.delete(Section.BUYERS, "gone", Precondition.NONE, "test").join();
        }
    }

    private int renewed(Instant now) {
        try (MarketRig rig = MarketRig.open(folder)) {
            int renewed = rig.zones.renew(rig.market, now);
            assertEquals(renewed == 0 ? List.of() : List.of("BUYER east by system"), rig.changes);
            return renewed;
        }
    }
}
