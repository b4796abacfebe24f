package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.Journal;
import io.gavel.journal.JournalEnd;
import io.gavel.journal.JournalException;
import io.gavel.journal.JournalListener;
import io.gavel.journal.JournalSettings;
import io.gavel.journal.Sync;
import io.gavel.message.BidAnswer;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityKind;
import io.gavel.message.MethodName;
import io.gavel.message.Reason;
import io.gavel.replay.Figures;
import io.gavel.replay.Trial;
import io.gavel.replay.WhatIf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded traffic in another market. The record: order 1 asks and wins with 9.00, order 2 has a fixed price of 5.00. */
class WhatIfTest {
    private static final PingSpec PING = new PingSpec().field(Inputs.AGE, 30);

    @TempDir
    Path root;

    private final List<UnsafeBuffer> record = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private long now = Scene.START;

    @BeforeEach
    void aRecordOfOneSale() throws IOException {
        market(new OrderSpec(1).asks(10_000_000), new OrderSpec(2).price(5_000_000))
                .forEach(this::give);
        give(Inputs.time(true));
        long ping = give(Inputs.ping(PING));
        pass(100);
        give(Inputs.bid(ping, 1, BidAnswer.BID, 9_000_000, ""));
        pass(20);
        long lead = give(Inputs.post(ping, 1, 2, 0, PING.attributes, PING.persons, 1));
        pass(50);
        give(Inputs.delivered(lead, 1, 1, DeliveryAnswer.ACCEPTED));
        write(64 << 10);
    }

    @Test
    void theSameMarketMakesTheSameFigures() {
        WhatIf.Result result = what(new OrderSpec(1).asks(10_000_000), new OrderSpec(2).price(5_000_000));

        assertEquals("1 awards, 1 sold for 9000000, cost 7200000", then(result));
        assertEquals(then(result), now(result));
        assertEquals(0, result.neverAsked() + result.neverDelivered() + result.postsForOthers());
    }

    @Test
    void withoutTheWinnerTheNextBestGetsTheLeadAndWhatIsAssumedIsCounted() {
        WhatIf.Result result = what(new OrderSpec(2).price(5_000_000));

        assertEquals("1 awards, 1 sold for 5000000, cost 4000000", now(result));
        assertEquals(1, result.bidsOfNoOrder());
        assertEquals(1, result.postsForOthers(), "the seller had chosen order 1");
        assertEquals(1, result.neverDelivered(), "order 2 never got this lead: taken as accepted");
        Figures buyer = Objects.requireNonNull(result.now().buyers().get(1));
        Figures campaign = Objects.requireNonNull(result.now().campaigns().get(1));
        assertEquals(5_000_000, buyer.revenueMicros());
        assertEquals(1_000_000, campaign.marginMicros());
    }

    @Test
    void whoWasNotAskedThenDoesNotBidAndHoldsUpNobody() {
        WhatIf.Result result = what(
                new OrderSpec(1).asks(10_000_000),
                new OrderSpec(2).price(5_000_000),
                new OrderSpec(3).asks(90_000_000));

        assertEquals(then(result), now(result));
        assertEquals(1, result.neverAsked());
    }

    @Test
    void anAnswerThatIsStillOutWhenThePostComesIsGivenBeforeIt() throws IOException {
        record.clear();
        times.clear();
        market(new OrderSpec(1).asks(4_000_000), new OrderSpec(2).price(5_000_000))
                .forEach(this::give);
        long ping = give(Inputs.ping(PING));
        pass(10);
        long lead = give(Inputs.post(ping, 1, 2, 0, PING.attributes, PING.persons));
        pass(90);
        give(Inputs.bid(ping, 1, BidAnswer.BID, 3_000_000, ""));
        give(Inputs.delivered(lead, 2, 1, DeliveryAnswer.ACCEPTED));
        write(64 << 10);

        WhatIf.Result result = what(new OrderSpec(1).asks(4_000_000), new OrderSpec(2).price(2_000_000));

        assertEquals("1 awards, 1 sold for 5000000, cost 4000000", then(result));
        assertEquals("1 awards, 1 sold for 3000000, cost 2400000", now(result));
    }

    @Test
    void reasonsAreCountedOnBothSides() {
        WhatIf.Result result = what(new OrderSpec(2).price(5_000_000).enabled(false));

        assertEquals(1, result.then().pingReasons().get(Reason.NONE));
        assertEquals(1, result.now().pingReasons().get(Reason.NO_ELIGIBLE_ORDER));
        assertEquals("0 awards, 0 sold for 0, cost 0", now(result));
    }

    @Test
    void theOtherMarketHasItsOwnPoolsAndNotTheRecordedOnes() throws IOException {
        give(VisitInputs.pool(VisitInputs.PoolSpec.of(1, 60, 0, List.of(18_005_550_100L))));
        write(64 << 10);

        WhatIf.Result result = what(new OrderSpec(1).asks(10_000_000), new OrderSpec(2).price(5_000_000));

        assertEquals(List.of("pool-1"), pools(result.recorded()));
        assertEquals(List.of(), pools(result.other()));
    }

    private static List<String> pools(Consumer<DocumentVisitor> market) {
        List<String> names = new ArrayList<>();
        market.accept((kind, id, version, deleted, key, document, offset, length) -> {
            if (kind == EntityKind.POOL) {
                names.add(key);
            }
        });
        return names;
    }

    @Test
    void aRecordThatLostItsBeginningIsRefusedAndSaysSo() throws IOException {
        for (int i = 0; i < 100; i++) {
            give(Inputs.time(false));
        }
        write(4 << 10);
        try (Stream<Path> files = Files.list(root.resolve("journal"))) {
            Files.delete(files.sorted().toList().get(0));
        }
        JournalException refusal = assertThrows(JournalException.class, () -> what());
        assertTrue(String.valueOf(refusal.getMessage()).contains("are no longer in"), refusal.getMessage());
    }

    @Test
    void anOrderIsAnotherFromAMomentOnAndWhatWasBeforeStaysAsItWas() throws IOException {
        long before = now + 1;
        pass(1_000);
        give(Inputs.order(new OrderSpec(2).price(6_000_000)));
        long ping = give(Inputs.ping(PING));
        pass(100);
        give(Inputs.bid(ping, 1, BidAnswer.BID, 9_000_000, ""));
        pass(20);
        long lead = give(Inputs.post(ping, 1, 2, 0, PING.attributes, PING.persons));
        pass(50);
        give(Inputs.delivered(lead, 1, 1, DeliveryAnswer.ACCEPTED));
        write(64 << 10);

        WhatIf.Result result = tried(before, new OrderSpec(2).price(9_500_000));
        assertEquals("1 awards, 1 sold for 9000000, cost 7200000", then(result), "only what was after it counts");
        assertEquals("1 awards, 1 sold for 9500000, cost 7600000", now(result), "later changes of it do not hold");
        assertEquals("2 awards, 2 sold for 18000000, cost 14400000", then(tried(0, new OrderSpec(2).price(1_000_000))));
        assertEquals(
                "0 awards, 0 sold for 0, cost 0", now(tried(Long.MAX_VALUE - 1, new OrderSpec(2).price(9_500_000))));
    }

    @Test
    void aTrialThatIsGivenUpHasNoResult() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            give(Inputs.time(false));
        }
        write(64 << 10);
        Trial.Wish wish = new Trial.Wish(List.of(), 0, Long.MAX_VALUE);
        assertNull(Trial.run(root, Exchange::new, wish, (beginMicros, timeMicros) -> false));
    }

    private WhatIf.Result tried(long fromMicros, OrderSpec order) {
        Trial.Wish wish = new Trial.Wish(List.of(bytes(Inputs.order(order))), fromMicros, Long.MAX_VALUE);
        return Objects.requireNonNull(Trial.run(root, Exchange::new, wish, (beginMicros, timeMicros) -> true));
    }

    private static byte[] bytes(UnsafeBuffer message) {
        byte[] bytes = new byte[message.capacity()];
        message.getBytes(0, bytes);
        return bytes;
    }

    private static List<UnsafeBuffer> market(OrderSpec... orders) {
        List<UnsafeBuffer> market = new ArrayList<>(List.of(
                Inputs.vertical(1),
                Inputs.seller(1, 0.8, 0, true),
                Inputs.buyer(1, Long.MAX_VALUE, true, 0),
                Inputs.campaign(new CampaignSpec(1).method(MethodName.PING_POST))));
        for (OrderSpec order : orders) {
            market.add(Inputs.order(order));
        }
        return market;
    }

    private WhatIf.Result what(OrderSpec... orders) {
        List<byte[]> other = market(orders).stream().map(WhatIfTest::bytes).toList();
        return WhatIf.run(root, Exchange::new, (recorded, beginMicros) -> other);
    }

    private static String then(WhatIf.Result result) {
        return text(result.then().total());
    }

    private static String now(WhatIf.Result result) {
        return text(result.now().total());
    }

    private static String text(Figures figures) {
        return figures.awards() + " awards, " + figures.sold() + " sold for " + figures.revenueMicros() + ", cost "
                + figures.costMicros();
    }

    private long give(UnsafeBuffer message) {
        record.add(message);
        times.add(now);
        return record.size();
    }

    private void pass(long millis) {
        now += millis * 1_000;
    }

    private void write(long segmentBytes) throws IOException {
        Path folder = Files.createDirectories(root.resolve("journal"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        JournalSettings settings =
                JournalSettings.in(folder).withSync(Sync.NONE, Duration.ZERO).withSegments(segmentBytes, Duration.ZERO);
        try (Journal journal = Journal.open(settings, new JournalEnd(1, 64), new Deaf())) {
            for (int i = 0; i < record.size(); i++) {
                UnsafeBuffer message = record.get(i);
                journal.append(i + 1, times.get(i), message, 0, message.capacity());
            }
            journal.commit();
        }
    }

    private static final class Deaf implements JournalListener {
        @Override
        public void room(@Nullable String refusal, String detail) {}

        @Override
        public void segmentClosed(long number) {}

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }
}
