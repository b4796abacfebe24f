package io.gavel.gateway.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+18005550199",
                "18005550199",
                "8005550199",
                "(800) 555-0199",
                "1-800-555-0199",
                "+1 800.555.0199",
                " 800 555 0199 ",
                "800\u2013555\u20110199",
                "\u202a(800)\u00a0555\u2011\u20090199\u202c",
                "tel:+1-800-555-0199",
                "TEL:8005550199",
                "800\u00b7555\u00b70199",
                "001 800 555 0199",
                "011 1 800 555 0199"
            })
    void manyWaysOfWritingAreOneNumber(String text) {
        assertEquals("+18005550199", PhoneNumber.e164(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(800) 555-0199 x12",
                "800-555-0199x1234567",
                "8005550199 ext 5",
                "800.555.0199, Ext. 5 ",
                "+1 800 555 0199 extension: 77",
                "tel:+1-800-555-0199;ext=12",
                "800 555 0199 #3"
            })
    void anExtensionIsLeftOutUnlessALineIsMeant(String text) {
        assertEquals("+18005550199", PhoneNumber.e164(text));
        assertNull(PhoneNumber.ofLine(text));
        assertEquals("+18005550199", PhoneNumber.ofLine("(800) 555-0199"));
    }

    @Test
    void otherCountriesNeedAPlus() {
        assertEquals("+442079460958", PhoneNumber.e164("+44 20 7946 0958"));
        assertEquals("+442079460958", PhoneNumber.e164("0044 20 7946 0958"));
        assertEquals("+442079460958", PhoneNumber.e164("011 44 20 7946 0958"));
        assertNull(PhoneNumber.e164("442079460958"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "555-0199",
                "1805",
                "+1805550",
                "+12",
                "0005550199",
                "8001550199",
                "+0123456789",
                "++18005550199",
                "+0018005550199",
                "tel:",
                "sip:8005550199",
                "800555019a",
                "+1800555019999",
                "+1234567890123456",
                "٨٠٠٥٥٥٠١٩٩",
                "8005550199 ext",
                "8005550199 ext 5a",
                "8005550199 x12345678",
                "8005550199,,12",
                "555-0199 x12",
                "x12",
                "8005550199 x 8005550100"
            })
    void whatIsNoNumberIsNull(String text) {
        assertNull(PhoneNumber.e164(text));
    }
}
