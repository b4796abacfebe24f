package io.gavel.gateway.market.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gavel.gateway.config.Problem;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.message.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonsTest {
    private static final PersonHash HASH = new PersonHash(new byte[32]);
    private static final String PHONE_HASH = "0f1b2ae5c4d3f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f";

    @Test
    void clearAndHashedValuesOfJsonBecomeKeys() {
        Persons persons = new Persons(HASH);
        persons.readJson(("{\"phones\":[\"(800) 555-0199\"],\"phone_hashes\":[\"" + PHONE_HASH
                        + "\"],\"emails\":[\" A@B.example \"]," + "\"email_hashes\":[\""
                        + PHONE_HASH.toUpperCase(java.util.Locale.ROOT) + "\"]}")
                .getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of(), persons.problems().list());
        assertArrayEquals(
                new long[] {
                    HASH.key(FieldType.PHONE, "+18005550199"),
                    HASH.keyOfHash(FieldType.PHONE, PHONE_HASH),
                    HASH.key(FieldType.EMAIL, "a@b.example"),
                    HASH.keyOfHash(FieldType.EMAIL, PHONE_HASH)
                },
                persons.keys());
    }

    @Test
    void aCsvSaysInItsFirstLineOrInEachWhatItHas() {
        Persons named = new Persons(HASH);
        named.readCsv("email_hash\r\n" + PHONE_HASH + "\r\n\r\n");
        Persons unnamed = new Persons(HASH);
        unnamed.readCsv("\"8005550199\"\n" + PHONE_HASH + "\na@b.example\n");

        assertArrayEquals(new long[] {HASH.keyOfHash(FieldType.EMAIL, PHONE_HASH)}, named.keys());
        assertArrayEquals(
                new long[] {
                    HASH.key(FieldType.PHONE, "+18005550199"),
                    HASH.keyOfHash(FieldType.PHONE, PHONE_HASH),
                    HASH.key(FieldType.EMAIL, "a@b.example")
                },
                unnamed.keys());
    }

    @Test
    void aSpreadsheetsByteOrderMarkAndCapitalsAreNoMatter() {
        Persons persons = new Persons(HASH);
        persons.readCsv("\uFEFFPhone\r\n8005550199\r\n");

        assertEquals(List.of(), persons.problems().list());
        assertArrayEquals(new long[] {HASH.key(FieldType.PHONE, "+18005550199")}, persons.keys());
    }

    @Test
    void aHeadingThatIsNotKnownIsSaid() {
        for (String heading : List.of("phone,email", "mobile", "\"phone\";\"email\"")) {
            Persons persons = new Persons(HASH);
            persons.readCsv(heading + "\n8005550199\n");

            Problem problem = persons.problems().list().get(0);
            assertEquals(
                    "is no heading: one of phone, phone_hash, email, email_hash, and a value a line",
                    problem.message());
        }
    }

    /** The area code, a comma, the number: a line each. */
    @Test
    void theNationalRegistrysFilesAreTakenAsTheyAre() {
        Persons persons = new Persons(HASH);
        persons.readCsv("800,5550199\r\n212,5557777\r\n");

        assertEquals(List.of(), persons.problems().list());
        assertArrayEquals(
                new long[] {HASH.key(FieldType.PHONE, "+18005550199"), HASH.key(FieldType.PHONE, "+12125557777")},
                persons.keys());
    }

    @Test
    void whatIsWrongIsSaidWithoutRepeatingIt() {
        Persons persons = new Persons(HASH);
        persons.readJson(
                "{\"phones\":[\"5551234secret\",7],\"emails\":[\"secret\"],\"phone_hashes\":[\"secret\"],\"names\":[\"secret\"],\"email_hashes\":{}}"
                        .getBytes(StandardCharsets.UTF_8));

        assertEquals(
                List.of("phones[0]", "phones[1]", "emails[0]", "phone_hashes[0]", "names", "email_hashes"),
                persons.problems().list().stream().map(Problem::key).toList());
        assertFalse(persons.problems().list().toString().contains("secret"));
    }
}
