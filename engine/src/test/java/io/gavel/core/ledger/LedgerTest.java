package io.gavel.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gavel.message.AccountKind;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

class LedgerTest {
    @Test
    void aSaleMovesThePriceFromTheBuyerToSellerAndHouse() {
        Ledger ledger = new Ledger();
        ledger.hold(7, 18_000_000);
        assertEquals(2_000_000, ledger.available(7, 20_000_000));
        assertEquals(18_000_000, ledger.held(7));

        ledger.post(7, 3, 18_000_000, 14_400_000);

        assertEquals(0, ledger.held(7));
        assertEquals(-18_000_000, ledger.balance(AccountKind.BUYER, 7));
        assertEquals(14_400_000, ledger.balance(AccountKind.SELLER, 3));
        assertEquals(3_600_000, ledger.balance(AccountKind.HOUSE, 0));
        assertEquals(2_000_000, ledger.available(7, 20_000_000));

        ledger.reverse(7, 3, 18_000_000, 14_400_000);

        assertEquals(0, ledger.balance(AccountKind.BUYER, 7));
        assertEquals(0, ledger.balance(AccountKind.SELLER, 3));
        assertEquals(0, ledger.balance(AccountKind.HOUSE, 0));
    }

    @Test
    void paymentsComeFromTheBankAndGoToIt() {
        Ledger ledger = new Ledger();

        ledger.payment(AccountKind.BUYER, 7, 5_000_000);
        ledger.payment(AccountKind.SELLER, 3, -1_000_000);

        assertEquals(5_000_000, ledger.balance(AccountKind.BUYER, 7));
        assertEquals(-1_000_000, ledger.balance(AccountKind.SELLER, 3));
        assertEquals(-4_000_000, ledger.balance(AccountKind.BANK, 0));
        assertEquals(0, ledger.sum());
    }

    @Test
    void noCreditLimitIsNoLimit() {
        Ledger ledger = new Ledger();
        ledger.hold(7, 1);

        assertEquals(Long.MAX_VALUE, ledger.available(7, Long.MAX_VALUE));
    }

    @Test
    void whatIsNotHeldCannotBeReleased() {
        Ledger ledger = new Ledger();
        ledger.hold(7, 10);

        assertThrows(IllegalArgumentException.class, () -> ledger.release(7, 11));
        assertThrows(IllegalArgumentException.class, () -> ledger.post(7, 3, 11, 5));
        assertThrows(IllegalArgumentException.class, () -> ledger.hold(7, -1));
        assertThrows(IllegalArgumentException.class, () -> ledger.payment(AccountKind.BUYER, 7, Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> ledger.payment(AccountKind.HOUSE, 0, 1));
        assertEquals(10, ledger.held(7));
        assertEquals(0, ledger.sum());
    }

    @Test
    void theSumIsZeroWhateverHappensAndAfterARestartToo() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Ledger ledger = new Ledger();
            for (int step = 0; step < 500; step++) {
                happen(ledger, random);
                assertEquals(0, ledger.sum(), "seed " + seed + " step " + step);
                if (random.nextInt(50) == 0) {
                    Ledger restored = new Ledger();
                    restored.readState(new Numbers(state(ledger)));
                    assertEquals(state(ledger), state(restored), "seed " + seed + " step " + step);
                    assertEquals(accounts(ledger), accounts(restored), "seed " + seed + " step " + step);
                    ledger = restored;
                }
            }
        }
    }

    private static void happen(Ledger ledger, Random random) {
        int buyer = random.nextInt(5);
        int seller = random.nextInt(3);
        long price = random.nextInt(1_000_000);
        long held = ledger.held(buyer);
        switch (random.nextInt(6)) {
            case 0 -> ledger.payment(AccountKind.BUYER, buyer, price);
            case 1 -> ledger.payment(AccountKind.SELLER, seller, -price);
            case 2 -> ledger.release(buyer, Math.min(held, price));
            case 3 -> ledger.post(buyer, seller, Math.min(held, price), Math.min(held, price) * 8 / 10);
            case 4 -> ledger.reverse(buyer, seller, price, price / 2);
            default -> ledger.hold(buyer, price);
        }
    }

    private static List<String> accounts(Ledger ledger) {
        List<String> lines = new ArrayList<>();
        ledger.accounts((kind, id, balance, held) -> lines.add(kind + " " + id + " " + balance + " " + held));
        return lines;
    }

    private static List<Long> state(Ledger ledger) {
        List<Long> numbers = new ArrayList<>();
        ledger.writeState(new StateWriter() {
            @Override
            public void putLong(long value) {
                numbers.add(value);
            }

            @Override
            public void putBytes(DirectBuffer buffer, int offset, int length) {
                throw new UnsupportedOperationException();
            }
        });
        return numbers;
    }

    private static final class Numbers implements StateReader {
        private final ArrayDeque<Long> rest;

        Numbers(List<Long> numbers) {
            rest = new ArrayDeque<>(numbers);
        }

        @Override
        public long getLong() {
            return rest.remove();
        }

        @Override
        public int getBytes(MutableDirectBuffer target) {
            throw new UnsupportedOperationException();
        }
    }
}
