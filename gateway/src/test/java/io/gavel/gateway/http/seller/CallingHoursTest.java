package io.gavel.gateway.http.seller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.SomeVertical;
import io.gavel.gateway.vault.PersonHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a person may be called now, wherever in its state it may be. */
class CallingHoursTest {
    private static final int MAY_CALL = 3;
    private static final long ABSENT = -7;

    private final Draft draft = new Draft();

    @ParameterizedTest
    @CsvSource({
        // New York is at UTC-5 in November: 8:00 is 13:00Z, 21:00 is 02:00Z
        "10001, 2026-11-22T12:59:59Z, 0",
        "10001, 2026-11-22T13:00:00Z, 1",
        "10001, 2026-11-22T01:59:59Z, 1",
        "10001, 2026-11-22T02:00:00Z, 0",
        // Texas has two zones: both have to be awake
        "75001, 2026-11-22T14:30:00Z, 0",
        "75001, 2026-11-22T15:00:00Z, 1",
        "75001, 2026-11-22T03:00:00Z, 0",
        // Arizona keeps no summer time, but a part of it does
        "86001, 2026-07-01T14:30:00Z, 0",
        "86001, 2026-07-01T15:00:00Z, 1",
        "86001, 2026-07-02T03:00:00Z, 0",
        "96801, 2026-11-22T18:00:00Z, 1",
        "96801, 2026-11-22T17:59:00Z, 0"
    })
    void holdsInEveryZoneOfTheState(String zip, String now, long may) {
        read(Request.PING, now, "\"zip\":\"" + zip + "\"");
        assertEquals(may, draft.value(MAY_CALL, ABSENT));
    }

    @Test
    void thePhonesZoneCountsBesideTheZipCodes() {
        read(Request.LEAD, "2026-11-22T14:00:00Z", "\"zip\":\"10001\",\"phone\":\"+12135550123\"");
        assertEquals(0, draft.value(MAY_CALL, ABSENT), "nine in New York, six in Los Angeles");
        read(Request.LEAD, "2026-11-22T16:00:00Z", "\"zip\":\"10001\",\"phone\":\"+12135550123\"");
        assertEquals(1, draft.value(MAY_CALL, ABSENT));
    }

    @Test
    void whereNothingIsKnownNothingIsSaidAndAPostLeavesWhatThePingSaid() {
        read(Request.PING, "2026-11-22T16:00:00Z", "");
        assertEquals(ABSENT, draft.value(MAY_CALL, ABSENT));
        read(Request.POST, "2026-11-22T16:00:00Z", "\"zip\":\"10001\"");
        assertEquals(ABSENT, draft.value(MAY_CALL, ABSENT));
    }

    @Test
    void nobodyMaySayItInstead() {
        read(Request.PING, "2026-11-22T16:00:00Z", "\"zip\":\"10001\"");
        assertTrue(draft.errors.isEmpty());
        read(Request.PING, "2026-11-22T16:00:00Z", "\"may_call\":true");
        assertFalse(draft.errors.isEmpty());
    }

    private void read(Request request, String now, String fields) {
        draft.clear();
        byte[] body = ("{\"fields\":{" + fields + "}}").getBytes(StandardCharsets.UTF_8);
        new RequestReader(draft).read(request, body, 0, body.length);
        new FieldReader(
                        new Geography(),
                        InstantSource.fixed(Instant.parse(now)),
                        new PersonHash(new byte[32]),
                        draft,
                        new JsonBytes())
                .read(request, SomeVertical.withCallingHours());
    }
}
