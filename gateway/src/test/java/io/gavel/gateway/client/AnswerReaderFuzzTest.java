package io.gavel.gateway.client;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever bytes come in whatever pieces: no exception, no more memory than allowed, the same end as in one piece. */
class AnswerReaderFuzzTest {
    private static final int LIMIT = 4096;

    @FuzzTest(maxDuration = "3s")
    void piecesMakeNoDifference(FuzzedDataProvider data) {
        int size = data.consumeInt(1, 64);
        byte[] bytes = data.consumeRemainingAsBytes();
        AnswerReader whole = new AnswerReader(LIMIT);
        int taken = whole.read(bytes, 0, bytes.length);

        AnswerReader pieces = new AnswerReader(LIMIT);
        int inPieces = 0;
        while (inPieces < bytes.length && !pieces.isDone() && !pieces.isGarbage()) {
            inPieces += pieces.read(bytes, inPieces, Math.min(bytes.length, inPieces + size));
        }
        whole.end();
        pieces.end();

        check(whole.isDone() == pieces.isDone(), "one ended, the other not");
        check(!whole.isDone() || taken == inPieces, "took " + taken + " or " + inPieces);
        check(!whole.isDone() || whole.status() == pieces.status(), "another status");
        check(whole.bodyLength() <= LIMIT && pieces.bodyLength() <= LIMIT, "too long a body");
        check(!whole.isDone() || whole.bodyLength() == pieces.bodyLength(), "another body");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
