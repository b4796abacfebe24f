package io.gavel.core.market;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** How every put ends: key, actor, document, each behind its length. Reusable. */
final class Tail {
    int keyAt;
    int actorAt;
    int documentAt;
    int end;

    /** Finds them in a put of which all before was read. */
    Tail read(DirectBuffer buffer, int limit) {
        keyAt = limit;
        actorAt = keyAt + 2 + shortLength(buffer, keyAt);
        documentAt = actorAt + 2 + shortLength(buffer, actorAt);
        end = documentAt + 4 + buffer.getInt(documentAt, ByteOrder.LITTLE_ENDIAN);
        return this;
    }

    static int shortLength(DirectBuffer buffer, int at) {
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xffff;
    }
}
