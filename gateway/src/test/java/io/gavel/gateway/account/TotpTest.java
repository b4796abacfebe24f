package io.gavel.gateway.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotpTest {
    private static final byte[] SHA_1 = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B. */
    @Test
    void codesAreThoseOfTheStandardsTable() {
        Map<Long, String> table = Map.of(
                59L, "94287082",
                1_111_111_109L, "07081804",
                1_111_111_111L, "14050471",
                1_234_567_890L, "89005924",
                2_000_000_000L, "69279037",
                20_000_000_000L, "65353130");
        table.forEach((seconds, code) ->
                assertEquals(code, Totp.code(SHA_1, seconds / 30, 8, "HmacSHA1"), () -> "at " + seconds));
    }

    /** RFC 4226, appendix D. */
    @Test
    void countersGiveTheCodesOfTheStandardsTable() {
        String[] codes = {
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"
        };
        for (int i = 0; i < codes.length; i++) {
            assertEquals(codes[i], Totp.code(SHA_1, i, 6, "HmacSHA1"));
        }
    }

    @Test
    void aCodeIsGoodForItsStepTheOneBeforeAndTheOneAfterAndOnlyOnce() {
        long now = 1_234_567_890;
        String code = Totp.code(SHA_1, now / 30, 6, "HmacSHA1");
        assertEquals(now / 30, Totp.stepOf(SHA_1, code, now, 0));
        assertEquals(now / 30, Totp.stepOf(SHA_1, code, now + 30, 0));
        assertEquals(now / 30, Totp.stepOf(SHA_1, code, now - 30, 0));
        assertEquals(now / 30, Totp.stepOf(SHA_1, code.substring(0, 3) + " " + code.substring(3), now, 0));
        assertEquals(0, Totp.stepOf(SHA_1, code, now + 90, 0));
        assertEquals(0, Totp.stepOf(SHA_1, code, now, now / 30));
        assertEquals(0, Totp.stepOf(SHA_1, "", now, 0));
        assertEquals(0, Totp.stepOf(SHA_1, "12345x", now, 0));
    }

    /** RFC 4648 §10, without padding. */
    @Test
    void secretsAreWrittenInBase32() {
        String[][] table = {
            {"", ""},
            {"f", "MY"},
            {"fo", "MZXQ"},
            {"foo", "MZXW6"},
            {"foob", "MZXW6YQ"},
            {"fooba", "MZXW6YTB"},
            {"foobar", "MZXW6YTBOI"}
        };
        for (String[] row : table) {
            byte[] bytes = row[0].getBytes(StandardCharsets.US_ASCII);
            assertEquals(row[1], Totp.base32(bytes));
            assertArrayEquals(bytes, Totp.ofBase32(row[1]));
        }
        byte[] secret = Totp.secret();
        assertArrayEquals(secret, Totp.ofBase32(Totp.base32(secret)));
        assertEquals(0, Totp.ofBase32("MY1").length);
    }
}
