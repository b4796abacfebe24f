package io.gavel.view;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.AccountKind;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.EntityKind;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import io.gavel.message.TransferKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {

    @TempDir
    Path folder;

    private ViewConfig config(Path where) {
        return new ViewConfig(where, 5_000, 400, 5_000, 400, 5_000, 5_000, 5_000, 100, 100_000, 100, 5_000, 400);
    }

    private ViewConfig small(Path where) {
        return new ViewConfig(where, 50, 400, 40, 400, 60, 70, 80, 100, 100_000, 100, 50, 400);
    }

    @Test
    void aPingIsFoundAsItWasAnsweredAndKnowsItsLead() {
        Told told = new Told();
        long pingId = told.input(5);
        told.ping(pingId, 7, 8, Reason.NONE, "fb", 12_000_000, 9_000_000);
        long leadId = told.input(5);
        told.noted(leadId, pingId, 1, DeliveryAnswer.UNKNOWN);
        told.input(5);
        told.lead(leadId, pingId, 7, 8, SaleState.ACCEPTED, true, 12_000_000);

        try (Views views = Views.open(config(folder))) {
            told.tell(views);

            PingRecord ping = requireNonNull(views.pings().find(pingId));
            assertEquals(12_000_000, ping.bids().get(0).bidMicros());
            assertEquals(List.of(new Attribute(1, 90_210, "")), ping.attributes());
            assertEquals("fb", ping.source());
            assertEquals(leadId, views.leads().ofPing(pingId));
            LeadRecord lead = requireNonNull(views.leads().find(leadId));
            assertEquals(SaleState.ACCEPTED, lead.sales().get(0).state());
            assertEquals(DeliveryAnswer.UNKNOWN, lead.deliveries().get(0).answer());
            assertEquals(Told.START + 10, lead.receivedMicros());
            assertNull(views.pings().find(leadId));
        }
    }

    @Test
    void listsAreNewestFirstInPartsThatJoin() {
        Told told = new Told();
        for (int i = 0; i < 25; i++) {
            told.ping(told.input(10), 1 + i % 2, 1, i % 5 == 0 ? Reason.NO_BID : Reason.NONE, "s");
        }
        try (Views views = Views.open(config(folder))) {
            told.tell(views);

            List<Long> found = new ArrayList<>();
            long after = 0;
            do {
                Page<PingRecord> page =
                        views.pings().list(new PingQuery(1, 0, Reason.NONE, 0, Long.MAX_VALUE, 3, after));
                page.items().forEach(ping -> found.add(ping.pingId()));
                after = page.next();
            } while (after != 0);
            assertEquals(List.of(25L, 23L, 19L, 17L, 15L, 13L, 9L, 7L, 5L, 3L), found);
        }
    }

    @Test
    void whatIsTooMuchIsGivenUpOldestFirstAndCounted() {
        Told told = Told.random(1, 1_000);
        try (Views views = Views.open(small(folder))) {
            told.tell(views);

            assertEquals(50, views.pings().size());
            assertNull(views.pings().find(1));
            assertTrue(views.evicted(StoreName.PINGS) > 300, "" + views.evicted(StoreName.PINGS));
            for (int id : views.audit().ids(EntityKind.ORDER)) {
                assertEquals(
                        id,
                        requireNonNull(views.audit().at(EntityKind.ORDER, id, 1_000_000))
                                .entityId());
            }
        }
    }

    @Test
    void moreEntitiesThanVersionsAreGivenUpOldestFirstAndCounted() {
        Told told = new Told();
        for (int id = 1; id <= 1_000; id++) {
            told.input(1);
            told.entity(EntityKind.ORDER, id, false, "{}");
        }
        try (Views views = Views.open(small(folder))) {
            told.tell(views);
            assertEquals(80, views.audit().ids(EntityKind.ORDER).length);
            assertEquals(920, views.evicted(StoreName.VERSIONS));
            assertEquals(
                    "k1000",
                    requireNonNull(views.audit().at(EntityKind.ORDER, 1_000, 1_000_000))
                            .key());
        }
        try (Views views = Views.open(small(folder))) {
            assertEquals(80, views.audit().ids(EntityKind.ORDER).length);
        }
    }

    @Test
    void balancesSurviveTheLinesThatTheyCameFrom() {
        Told told = new Told();
        told.input(1);
        told.money(TransferKind.SALE, 1, 9, 9, 1, "s", 5_000_000);
        for (int i = 0; i < 500; i++) {
            told.input(1_000_000);
            told.money(TransferKind.SALE, i, 1, 2, 1, "s", 1_000_000);
        }
        told.input(1);
        told.money(TransferKind.PAYMENT, 0, 1, 0, 0, "", 100_000_000);
        try (Views views = Views.open(small(folder))) {
            told.tell(views);

            List<Transfer> lines = new ArrayList<>();
            assertEquals(
                    new MoneyStore.Balances(5_000_000, 5_000_000, false),
                    views.money().statement(AccountKind.BUYER, 9, told.timeMicros() - 5, Long.MAX_VALUE, lines::add));
            assertEquals(List.of(), lines);
            MoneyStore.Balances balances = views.money()
                    .statement(AccountKind.BUYER, 1, told.timeMicros() - 10_500_000, Long.MAX_VALUE, lines::add);
            assertEquals(400_000_000, balances.closingMicros());
            assertEquals(489_000_000, balances.openingMicros());
            assertEquals(12, lines.size());
            assertTrue(views.money()
                    .statement(AccountKind.BUYER, 1, 0, Long.MAX_VALUE, lines::add)
                    .isCut());

            List<Long> trades = new ArrayList<>();
            long after = 0;
            do {
                Page<Transfer> part = views.money().trades(told.timeMicros() - 10_500_000, Long.MAX_VALUE, 4, after);
                part.items().forEach(trade -> trades.add(trade.leadId()));
                after = part.next();
            } while (after != 0);
            assertEquals(List.of(499L, 498L, 497L, 496L, 495L, 494L, 493L, 492L, 491L, 490L, 489L), trades);
            assertEquals(
                    0,
                    views.money()
                            .trades(0, told.timeMicros() - 480_000_000, 100, 0)
                            .items()
                            .size(),
                    "what is carried forward is in no list");
        }
    }

    @Test
    void standingIsKnownForAnyMoment() {
        Told told = new Told();
        told.input(1);
        told.standing(4, 0);
        told.standing(5, 1);
        told.input(1);
        told.standing(4, 8);
        told.input(1);
        told.standing(4, 0);
        told.standing(4, 2);
        try (Views views = Views.open(config(folder))) {
            told.tell(views);

            assertNull(views.standings().before(4, 1, 0));
            assertEquals(0, standing(views, 4, 2, 0));
            assertEquals(8, standing(views, 4, 3, 0));
            assertEquals(0, standing(views, 4, 3, 1));
            assertEquals(2, standing(views, 4, 9, 0));
        }
    }

    @Test
    void viewsThatDiedAnywhereAndHeardTheRestAgainEqualThoseThatLived() throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            Told told = Told.random(seed, 1_500);
            Path live = folder.resolve("live" + seed);
            Path dead = folder.resolve("dead" + seed);
            ViewConfig limits = seed % 2 == 0 ? config(live) : small(live);
            int killed = told.size() * (seed + 1) / 6;
            try (Views views = Views.open(limits)) {
                told.tell(views, 0, killed);
                copy(live, dead);
                told.tell(views, killed, told.size());
                try (Views risen = Views.open(seed % 2 == 0 ? config(dead) : small(dead))) {
                    assertEquals("repaired", risen.found());
                    told.tellFrom(risen, risen.lastSequence() + 1);
                    assertSame(Dump.of(views), Dump.of(risen), "seed " + seed);
                }
            }
        }
    }

    @Test
    void viewsThatWereClosedGoOnWhereTheyStopped() {
        Told told = Told.random(11, 800);
        List<String> expected;
        try (Views views = Views.open(config(folder.resolve("whole")))) {
            told.tell(views);
            expected = Dump.of(views);
        }
        int half = told.size() / 2;
        try (Views views = Views.open(config(folder.resolve("halves")))) {
            told.tell(views, 0, half);
        }
        try (Views views = Views.open(config(folder.resolve("halves")))) {
            assertEquals("clean", views.found());
            told.tellFrom(views, views.lastSequence() + 1);
            assertSame(expected, Dump.of(views), "");
        }
    }

    @Test
    void viewsOfAnotherSizeKeepTheNewest() {
        Told told = Told.random(5, 1_000);
        try (Views views = Views.open(config(folder))) {
            told.tell(views);
        }
        List<String> pnl;
        try (Views views = Views.open(small(folder))) {
            assertEquals(50, views.pings().size());
            pnl = Dump.pnl(views);
        }
        try (Views views = Views.open(config(folder))) {
            assertEquals(50, views.pings().size());
            assertEquals(pnl, Dump.pnl(views));
        }
    }

    @Test
    void brokenFilesAreMadeAnewFromWhatIsToldAgain() throws IOException {
        Told told = Told.random(6, 600);
        List<String> expected;
        try (Views views = Views.open(config(folder))) {
            told.tell(views);
            expected = Dump.of(views);
        }
        Files.write(folder.resolve("transfers.ring"), new byte[500]);

        try (Views views = Views.open(config(folder))) {
            assertTrue(views.found().startsWith("made anew"), views.found());
            assertEquals(0, views.lastSequence());
            told.tell(views);
            assertSame(expected, Dump.of(views), "");
        }
    }

    @Test
    void whatTheJournalDoesNotKnowIsForgottenAndTheRestStays() {
        Told told = Told.random(7, 900);
        List<String> expected;
        try (Views views = Views.open(config(folder.resolve("a")))) {
            told.tell(views);
            expected = Dump.of(views);
        }
        try (Views views = Views.open(config(folder.resolve("b")))) {
            told.tell(views);
            views.rebuild(1);
            assertEquals(List.of(), Dump.pnl(views));
            assertEquals(0, views.pings().size());
            told.tell(views);
            assertSame(expected, Dump.of(views), "");
        }
    }

    private static void assertSame(List<String> expected, List<String> actual, String which) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i), which + " line " + i);
        }
        assertEquals(expected.size(), actual.size(), which);
    }

    private static int standing(Views views, int orderId, long sequence, int index) {
        return requireNonNull(views.standings().before(orderId, sequence, index))
                .standing();
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
