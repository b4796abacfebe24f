package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.demo.Temper;
import io.gavel.gateway.demo.day.DayPlan;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import io.gavel.view.PingQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A simulated day leaves what a real one would have left, and nothing later than its end. */
@Timeout(120)
class PastTest {
    /** A Thursday, so that every order with office hours is open for a while. */
    private static final Instant END = Instant.parse("2026-01-15T23:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aSimulatedDayIsSoldCalledAndBookedAtItsOwnHours() throws Exception {
        String market = Files.readString(Path.of("../config/market.yaml"));
        DayPlan plan =
                new DayPlan(7, END.minus(Duration.ofDays(1)), Duration.ofDays(1), 3_000, 300, Duration.ofMillis(50));
        String came = Past.live(
                config(), market, plan, Map.of(9104, Temper.LATE, 9105, Temper.FLAKY), line -> {}, () -> false);

        try (Memory memory = Memory.open(config(), InstantSource.system())) {
            assertTrue(memory.engine().recovered().timeMicros() <= micros(END), "the day is over");
            boolean[] busy = new boolean[24];
            memory.views()
                    .pnl()
                    .read(
                            micros(plan.from()),
                            micros(END),
                            (minute, seller, campaign, buyer, source, values) ->
                                    busy[(int) (minute / 60 - plan.from().getEpochSecond() / 3_600)] = true);
            for (int hour = 0; hour < busy.length; hour++) {
                assertTrue(busy[hour], "nothing happened in hour " + hour + " of " + came);
            }
            List<CallRecord> calls = memory.views()
                    .calls()
                    .list(new CallQuery(0, 0, 0, 0, Long.MAX_VALUE, 1_000, 0))
                    .items();
            assertEquals(count(came, "calls"), calls.size(), came);
            assertTrue(calls.stream().allMatch(call -> call.end() != null), "no call is left under way");
            assertTrue(count(came, "connected") > calls.size() / 3, came);
            assertTrue(count(came, "sold") > count(came, "pings") / 2, came);
            for (int buyer = 1; buyer <= 8; buyer++) {
                int id = buyer;
                assertEquals(
                        calls.stream().filter(call -> concerns(call, id)).toList(),
                        memory.views()
                                .calls()
                                .list(new CallQuery(0, 0, id, 0, Long.MAX_VALUE, 1_000, 0))
                                .items(),
                        "the calls of buyer " + id);
            }
            LeadRecord lead = memory.views()
                    .leads()
                    .list(new PingQuery(0, 0, null, 0, Long.MAX_VALUE, 1, 0))
                    .items()
                    .get(0);
            assertNotNull(memory.vault().read(lead.leadRef()), "what was posted is in the vault");
        }
    }

    /** The slow twin of a buyer's list. */
    private static boolean concerns(CallRecord call, int buyerId) {
        CallRecord.End end = call.end();
        return (end != null && end.buyerId() == buyerId)
                || call.attempts().stream().anyMatch(attempt -> attempt.buyerId() == buyerId);
    }

    private ExchangeConfig config() {
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read(
                "",
                Map.of(
                        "GAVEL_DATA", folder.resolve("data").toString(),
                        "GAVEL_SIP_ENABLED", "false",
                        "GAVEL_OPERATOR_KEY", "operator-key",
                        "GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES", "true",
                        "GAVEL_VIEWS_PINGS", "10000",
                        "GAVEL_VIEWS_STANDINGS", "10000"),
                problems);
        assertEquals(List.of(), problems.list());
        return config;
    }

    /** The number behind a word of the summary. */
    private static long count(String summary, String word) {
        Matcher matcher = Pattern.compile(word + " ([0-9,]+)").matcher(summary);
        assertTrue(matcher.find(), summary);
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }

    private static long micros(Instant moment) {
        return moment.toEpochMilli() * 1_000;
    }
}
