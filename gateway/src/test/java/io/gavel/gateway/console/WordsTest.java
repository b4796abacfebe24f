package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void moneyIsShownToTheCentAndRoundedToTheNearest() {
        assertEquals("1,234.50", Words.money(1_234_500_000L));
        assertEquals("0.02", Words.money(15_000));
        assertEquals("−3.00", Words.money(-3_000_000));
        assertEquals("0.00", Words.money(-4_000));
        assertEquals("$12.40", Words.money(12_400_000, "USD"));
        assertEquals("−CHF 12.40", Words.money(-12_400_000, "CHF"));
    }

    @Test
    void whatCarriersAskForSecondsIsNotRoundedAway() {
        assertEquals("0.00142", Cell.fine(1_420).text());
        assertEquals("−0.00142", Cell.fine(-1_420).text());
        assertEquals("47.81", Cell.fine(47_810_000).text());
    }

    @Test
    void timesAreShownAsLongAgo() {
        assertEquals("now", Words.ago(1_000_000, 2_000_000));
        assertEquals("59 s ago", Words.ago(0, 59_000_000));
        assertEquals("2 min ago", Words.ago(0, 120_000_000));
        assertEquals("3 h ago", Words.ago(0, 3 * 3_600_000_000L));
    }

    @Test
    void aJsonStringIsOneLine() {
        assertEquals("\"a\\n\\\"b\\\\\\u0009\"", Json.text("a\n\"b\\\t"));
    }
}
