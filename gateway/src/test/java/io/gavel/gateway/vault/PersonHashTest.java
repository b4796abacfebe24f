package io.gavel.gateway.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.FieldType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonHashTest {
    private final PersonHash persons = new PersonHash(new byte[32]);

    @Test
    void aClearPhoneAndItsHashAreTheSamePerson() throws Exception {
        String hash = sha256("+12025550123");

        assertEquals(persons.key(FieldType.PHONE, "+12025550123"), persons.keyOfHash(FieldType.PHONE, hash));
        assertEquals(
                persons.key(FieldType.PHONE, "+12025550123"),
                persons.keyOfHash(FieldType.PHONE, hash.toUpperCase(Locale.ROOT)));
    }

    @Test
    void anEMailIsTheSameInAnyCase() throws Exception {
        long key = persons.key(FieldType.EMAIL, " Rosalind@Example.com ");

        assertEquals(key, persons.key(FieldType.EMAIL, "rosalind@example.com"));
        assertEquals(key, persons.keyOfHash(FieldType.EMAIL, sha256("rosalind@example.com")));
    }

    @Test
    void kindsAndValuesAndInstancesAreTold() {
        long key = persons.key(FieldType.PHONE, "+12025550123");

        assertNotEquals(key, persons.key(FieldType.TEXT, "+12025550123"));
        assertNotEquals(key, persons.key(FieldType.PHONE, "+12025550124"));
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        assertNotEquals(key, new PersonHash(otherKey).key(FieldType.PHONE, "+12025550123"));
    }

    @Test
    void keysAreNeverZeroAndSpreadWell() {
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            keys.add(persons.key(FieldType.PHONE, "+1202555" + i));
        }

        assertEquals(10_000, keys.size());
        assertFalse(keys.contains(0L));
    }

    @Test
    void whatIsNoHashIsRefused() {
        assertFalse(PersonHash.isHash("12"));
        assertFalse(PersonHash.isHash("g".repeat(64)));
        assertTrue(PersonHash.isHash("aF".repeat(32)));
        assertThrows(IllegalArgumentException.class, () -> persons.keyOfHash(FieldType.PHONE, "+12025550123"));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
