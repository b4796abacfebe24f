package io.gavel.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** RFC 9110 §14.1.2. */
class FileRangeTest {
    private static String of(String header, long size) {
        return Objects.requireNonNull(FileRange.of(header, size), "416").text(size);
    }

    @Test
    void oneRangeIsGiven() {
        assertEquals("bytes 0-499/10000", of("bytes=0-499", 10_000));
        assertEquals("bytes 9500-9999/10000", of("bytes=-500", 10_000));
        assertEquals("bytes 9500-9999/10000", of("bytes=9500-", 10_000));
        assertEquals("bytes 9500-9999/10000", of("bytes=9500-20000", 10_000));
        assertEquals("bytes 0-9999/10000", of("bytes=-20000", 10_000));
    }

    @Test
    void whatIsNotUnderstoodGetsTheWhole() {
        for (String header : new String[] {null, "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", ""}) {
            assertTrue(Objects.requireNonNull(FileRange.of(header, 10)).isWhole(10), header);
        }
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertNull(FileRange.of("bytes=10000-", 10_000));
        assertNull(FileRange.of("bytes=-0", 10_000));
        assertNull(FileRange.of("bytes=7-3", 10_000));
        assertNull(FileRange.of("bytes=-5", 0));
    }
}
