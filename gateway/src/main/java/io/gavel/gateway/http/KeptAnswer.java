package io.gavel.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/**
 * What a request with an {@code Idempotency-Key} was answered.
 *
 * @param key hash of owner and key
 * @param print first half of the hash of what was asked: method, path, type and body
 * @param moreOfPrint the other half
 * @param seconds when, since 1970 (UTC)
 * @param status of HTTP
 * @param problem whether it is a problem rather than plain JSON
 * @param body as it was sent, before compression; never changed
 */
record KeptAnswer(long key, long print, long moreOfPrint, long seconds, int status, boolean problem, Buffer body) {
    private static final int FIXED = 4 * Long.BYTES + Short.BYTES + 1;

    boolean isOf(long askedPrint, long moreOfAsked) {
        return print == askedPrint && moreOfPrint == moreOfAsked;
    }

    byte[] encode() {
        return ByteBuffer.allocate(FIXED + body.length())
                .putLong(key)
                .putLong(print)
                .putLong(moreOfPrint)
                .putLong(seconds)
                .putShort((short) status)
                .put((byte) (problem ? 1 : 0))
                .put(body.getBytes())
                .array();
    }

    /**
     * An answer again.
     *
     * @throws java.nio.BufferUnderflowException if the bytes are too few
     */
    static KeptAnswer decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        long key = bytes.getLong();
        long print = bytes.getLong();
        long more = bytes.getLong();
        long seconds = bytes.getLong();
        int status = bytes.getShort();
        boolean problem = bytes.get() != 0;
        byte[] body = new byte[bytes.remaining()];
        bytes.get(body);
        return new KeptAnswer(key, print, more, seconds, status, problem, Buffer.buffer(body));
    }
}
