package io.gavel.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private final AnswerReader reader = new AnswerReader(1000);

    @Test
    void readsAnAnswerWithALength() {
        feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

        assertAnswer(200, "hello", true);
    }

    @Test
    void readsAnAnswerInWhateverPiecesItComes() {
        String head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nx: y\r\n\r\n";
        String chunks = "3\r\nhel\r\nA;note=1\r\nlo world!!\r\n0\r\ntrailer: 1\r\n\r\n";
        String answer = head + chunks;
        for (int size = 1; size <= answer.length(); size++) {
            reader.reset();
            for (int at = 0; at < answer.length(); at += size) {
                String piece = answer.substring(at, Math.min(answer.length(), at + size));
                assertEquals(piece.length(), feed(piece));
            }
            assertAnswer(200, "hello world!!", true);
        }
    }

    @Test
    void readsABodyThatEndsWithTheConnection() {
        feed("HTTP/1.1 200 OK\r\n\r\nto the end");
        assertFalse(reader.isDone());

        reader.end();

        assertAnswer(200, "to the end", false);
    }

    @Test
    void takesNoMoreThanTheAnswer() {
        assertEquals(27, feed("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\n"));

        assertAnswer(204, "", true);
    }

    @Test
    void readsWhenTheNextAttemptIsWelcome() {
        Instant now = Instant.parse("2026-11-06T08:49:07Z");
        feed("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");
        assertEquals(120, RetryAfter.seconds(reader.retryAfter(), now));

        reader.reset();
        feed("HTTP/1.1 503 Busy\r\nretry-after: Fri, 06 Nov 2026 08:49:37 GMT\r\nContent-Length: 0\r\n\r\n");
        assertEquals(30, RetryAfter.seconds(reader.retryAfter(), now));
        assertEquals(0, RetryAfter.seconds(reader.retryAfter(), now.plusSeconds(31)), "it is over");

        reader.reset();
        feed("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        assertEquals("", reader.retryAfter());
        for (String odd : List.of("", "soon", "-5", "1.5", "fri, 99 nov 2026 08:49:37 gmt", "٣")) {
            assertEquals(0, RetryAfter.seconds(odd, now), odd);
        }
        assertEquals(Integer.MAX_VALUE, RetryAfter.seconds("9".repeat(400), now));
    }

    @Test
    void closesWhenToldTo() {
        feed("HTTP/1.1 200 OK\r\nConnection: foo, Close\r\nContent-Length: 0\r\n\r\n");
        assertAnswer(200, "", false);

        reader.reset();
        feed("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertAnswer(200, "", false);

        reader.reset();
        feed("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
        assertAnswer(200, "", true);
    }

    @Test
    void passesOverInterimAnswers() {
        feed("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok");

        assertAnswer(200, "ok", true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "SIP/2.0 200 OK\r\n",
                "HTTP/2.0 200 OK\r\n",
                "HTTP/1.1 2x0 OK\r\n",
                "HTTP/1.1 099 OK\r\n",
                "HTTP/1.1  200 OK\r\n",
                "HTTP/1.1 2000 OK\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n",
                "HTTP/1.1 200 OK\r\n: nothing\r\n",
                "HTTP/1.1 200 OK\r\na: b\r\n folded\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 1e3\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 3221225472\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n",
            })
    void refusesWhatIsNoAnswer(String bytes) {
        feed(bytes);

        assertTrue(reader.isGarbage());
    }

    @Test
    void refusesHeadsAndBodiesWithoutEnd() {
        feed("HTTP/1.1 200 OK\r\n");
        while (!reader.isGarbage()) {
            feed("another: header\r\n");
        }
        reader.reset();
        feed("HTTP/1.1 200 OK\r\nx: ");
        while (!reader.isGarbage()) {
            feed("yyyyyyyyyyyyyyyyyyyyyyyyy");
        }
        reader.reset();
        feed("HTTP/1.1 200 OK\r\n\r\n");
        while (!reader.isGarbage()) {
            feed("more and more");
        }
        assertTrue(reader.bodyLength() <= 1000);
        reader.reset();
        while (!reader.isGarbage()) {
            feed("HTTP/1.1 100 Continue\r\n\r\n");
        }
    }

    @Test
    void refusesWhatWasCutShort() {
        feed("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhell");

        reader.end();

        assertTrue(reader.isGarbage());
    }

    private int feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return reader.read(bytes, 0, bytes.length);
    }

    private void assertAnswer(int status, String body, boolean keepAlive) {
        assertTrue(reader.isDone());
        assertEquals(status, reader.status());
        assertEquals(body, new String(reader.body(), 0, reader.bodyLength(), StandardCharsets.ISO_8859_1));
        assertEquals(keepAlive, reader.keepAlive());
    }
}
