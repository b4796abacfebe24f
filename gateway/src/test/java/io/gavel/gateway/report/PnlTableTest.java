package io.gavel.gateway.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.gateway.market.Directory;
import io.gavel.view.Cost;
import io.gavel.view.PnlColumn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PnlTableTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static PnlTable table(ZoneId zone, String... by) {
        return new PnlTable(new Directory().now(), List.of(by), zone);
    }

    private static void sell(PnlTable table, String at, String source, long price) {
        long[] values = new long[PnlColumn.values().length];
        values[PnlColumn.SOLD.place()] = 1;
        values[PnlColumn.REVENUE.place()] = price;
        values[PnlColumn.COST.place()] = price / 2;
        table.add(Instant.parse(at).getEpochSecond() / 60, 1, 1, 1, source, values);
    }

    private static List<String> lines(PnlTable table) {
        List<String> lines = new ArrayList<>();
        for (PnlTable.Row row : table.rows()) {
            lines.add(row.keys() + " " + row.sums().of(PnlColumn.SOLD) + " "
                    + row.sums().of(PnlColumn.REVENUE));
        }
        return lines;
    }

    @Test
    void theDayOnWhichClocksGoBackHasTheSameHourTwiceAndIsOneDay() {
        PnlTable hours = table(NEW_YORK, "hour");
        PnlTable days = table(NEW_YORK, "day");
        for (PnlTable table : List.of(hours, days)) {
            sell(table, "2026-11-01T03:59:00Z", "s", 1);
            sell(table, "2026-11-01T05:30:00Z", "s", 2);
            sell(table, "2026-11-01T06:30:00Z", "s", 4);
            sell(table, "2026-11-02T04:59:00Z", "s", 8);
            sell(table, "2026-11-02T05:00:00Z", "s", 16);
        }

        assertEquals(
                List.of(
                        "[2026-11-01T03:00:00.000Z] 1 1",
                        "[2026-11-01T05:00:00.000Z] 1 2",
                        "[2026-11-01T06:00:00.000Z] 1 4",
                        "[2026-11-02T04:00:00.000Z] 1 8",
                        "[2026-11-02T05:00:00.000Z] 1 16"),
                lines(hours));
        assertEquals(List.of("[2026-10-31] 1 1", "[2026-11-01] 3 14", "[2026-11-02] 1 16"), lines(days));
    }

    @Test
    void hoursBeginWhereTheZoneSaysNotWhereUtcDoes() {
        PnlTable table = table(ZoneId.of("Asia/Kolkata"), "hour");
        sell(table, "2026-11-01T05:29:00Z", "s", 1);
        sell(table, "2026-11-01T05:30:00Z", "s", 2);

        assertEquals(List.of("[2026-11-01T04:30:00.000Z] 1 1", "[2026-11-01T05:30:00.000Z] 1 2"), lines(table));
    }

    @Test
    void csvHasTheTotalsLastAndNoFormulas() {
        PnlTable table = table(NEW_YORK, "source", "day");
        sell(table, "2026-11-03T12:00:00Z", "=cmd()", 2_500_000);
        sell(table, "2026-11-03T12:00:00Z", "b", 1_000_001);

        List<String> lines = new PnlWriter(table, "USD").csv().lines().toList();
        assertEquals("'=cmd(),2026-11-03,0,0,0,0,0,1,0,0,0,0.00,0,2.50,1.25,0.00,1.25,0.00,,,0.00,0.00", lines.get(1));
        assertEquals(
                "b,2026-11-03,0,0,0,0,0,1,0,0,0,0.00,0,1.000001,0.50,0.00,0.500001,0.00,,,0.00,0.00", lines.get(2));
        assertEquals("total,,0,0,0,0,0,2,0,0,0,0.00,0,3.500001,1.75,0.00,1.750001,0.00,,,0.00,0.00", lines.get(3));
    }

    @Test
    void whatAdsCostIsInTheCostAndSharedOut() {
        PnlTable table = table(NEW_YORK, "source");
        sell(table, "2026-11-03T12:00:00Z", "b", 20_000_000);
        table.add(
                new Cost(Instant.parse("2026-11-03T05:00:00Z").toEpochMilli() * 1_000, 20_760, 1, "b", "", 1_000_001));
        table.add(
                new Cost(Instant.parse("2026-11-03T05:00:00Z").toEpochMilli() * 1_000, 20_760, 1, "b", "x", 2_000_000));
        long[] counts = new long[PnlColumn.values().length];
        counts[PnlColumn.POSTS.place()] = 3;
        counts[PnlColumn.BILLABLE.place()] = 2;
        table.add(0, 1, 1, 1, "b", counts);

        List<String> lines = new PnlWriter(table, "USD").csv().lines().toList();
        assertEquals(
                "b,0,0,0,0,3,1,0,0,2,0.00,0,20.00,13.000001,0.00,6.999999,3.000001,4.333334,6.500001,0.00,0.00",
                lines.get(1));
    }

    @Test
    void jsonKeepsEveryMicro() {
        PnlTable table = table(NEW_YORK);
        sell(table, "2026-11-03T12:00:00Z", "s", 1_000_001);

        String json = new String(Json.bytes(new PnlWriter(table, "USD")::json), StandardCharsets.UTF_8);
        assertEquals(true, json.contains("\"revenue\":1.000001,\"cost\":0.50,"), json);
    }
}
