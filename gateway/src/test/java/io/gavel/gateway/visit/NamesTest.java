package io.gavel.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What numbers are called in pages. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({"18005550100, (800) 555-0100", "442071838750, +442071838750", "1234567, +1234567"})
    void aNumberIsShownAsPeopleOfItsCountryWriteIt(long digits, String display) {
        assertEquals(display, Names.display(digits));
    }
}
