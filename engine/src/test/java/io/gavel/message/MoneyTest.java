package io.gavel.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void readsPlainDecimalsExactly() {
        assertEquals(14_400_000, Money.parse("14.40"));
        assertEquals(14_400_000, Money.parse("14.4"));
        assertEquals(1, Money.parse("0.000001"));
        assertEquals(2_000_000, Money.parse("2"));
        assertEquals(-3_500_000, Money.parse("-3.5"));
        assertEquals(5_000_000, Money.parse("5.00000000"));
        assertEquals(999_999_999_999_999_999L, Money.parse("999999999999.999999"));
    }

    @Test
    void refusesWhatIsNoMoney() {
        for (String text : List.of(
                "",
                "-",
                ".",
                "1.",
                ".5",
                "+1",
                "1e3",
                "1E999",
                "NaN",
                "Infinity",
                " 1",
                "1 ",
                "0.0000001",
                "1,5",
                "1234567890123",
                "0x10",
                "--1",
                "1.2.3")) {
            assertEquals(Money.INVALID, Money.parse(text), text);
        }
    }

    @Test
    void writesAtLeastTwoDecimalsAndNoTrailingGarbage() {
        assertEquals("14.40", Money.text(14_400_000));
        assertEquals("0.00", Money.text(0));
        assertEquals("0.015", Money.text(15_000));
        assertEquals("-0.000001", Money.text(-1));
        assertEquals("-9223372036854.775808", Money.text(Long.MIN_VALUE));
        assertEquals("9223372036854.775807", Money.text(Long.MAX_VALUE));
    }

    @Test
    void writesTimesAsJavaDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long micros = (long) (random.nextDouble() * 4_102_444_800_000_000L) - 1_000_000_000_000_000L;
            Instant millis = Instant.EPOCH.plus(Math.floorDiv(micros, 1000), ChronoUnit.MILLIS);
            String expected = millis.toString();
            String padded = expected.length() == Timestamps.LENGTH ? expected : expected.replace("Z", ".000Z");
            assertEquals(padded, Timestamps.text(micros));
        }
    }
}
