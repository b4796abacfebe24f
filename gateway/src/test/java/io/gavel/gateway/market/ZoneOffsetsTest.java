package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneOffsetsTest {
    private static final long NOW = Instant.parse("2026-11-22T12:00:00Z").getEpochSecond();

    @Test
    void theTableSaysWhatTheZoneSaysFromTwoYearsBackToFifteenAhead() {
        for (String name : List.of(
                "America/New_York", "America/Phoenix", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")) {
            ZoneId zone = ZoneId.of(name);
            List<ZoneOffsets> table = ZoneOffsets.of(zone, NOW);
            for (long at = NOW - 2 * 365 * 86_400L; at < NOW + 15 * 365 * 86_400L; at += 40_009) {
                int expected =
                        zone.getRules().getOffset(Instant.ofEpochSecond(at)).getTotalSeconds();
                assertEquals(expected, offset(table, at), name + " at " + Instant.ofEpochSecond(at));
            }
        }
    }

    @Test
    void aZoneWithoutDaylightSavingIsOneLine() {
        assertEquals(1, ZoneOffsets.of(ZoneId.of("America/Phoenix"), NOW).size());
        assertTrue(ZoneOffsets.of(ZoneId.of("America/New_York"), NOW).size() > 30);
    }

    private static int offset(List<ZoneOffsets> table, long at) {
        int offset = table.get(0).offsetSeconds();
        for (ZoneOffsets line : table) {
            offset = line.fromSeconds() <= at ? line.offsetSeconds() : offset;
        }
        return offset;
    }
}
