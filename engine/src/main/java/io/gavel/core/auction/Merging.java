package io.gavel.core.auction;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Puts together what is known of a call from several sides, in the schema's form. */
final class Merging {
    private static final int GROUP_HEADER = 4;
    private static final int COUNT_AT = 2;

    private Merging() {}

    /**
     * All attributes of the first group, and those of the second that the first does not have.
     *
     * @param firstLength of the first group, its header included
     * @return the length of what is in {@code out}, from 0 on
     */
    static int attributes(
            DirectBuffer first,
            int firstAt,
            int firstLength,
            DirectBuffer second,
            int secondAt,
            MutableDirectBuffer out) {
        int block = unsigned(first, firstAt);
        int count = unsigned(first, firstAt + COUNT_AT);
        out.putBytes(0, first, firstAt, firstLength);
        int end = firstLength;
        int secondBlock = unsigned(second, secondAt);
        int at = secondAt + GROUP_HEADER;
        int merged = count;
        if (count == 0) {
            out.putShort(0, (short) secondBlock, ByteOrder.LITTLE_ENDIAN);
            block = secondBlock;
        }
        for (int left = unsigned(second, secondAt + COUNT_AT); left > 0; left--) {
            int length = entryLength(second, at, secondBlock);
            if (block == secondBlock && !has(out, count, block, unsigned(second, at))) {
                out.putBytes(end, second, at, length);
                end += length;
                merged++;
            }
            at += length;
        }
        out.putShort(COUNT_AT, (short) merged, ByteOrder.LITTLE_ENDIAN);
        return end;
    }

    /** The call's texts, but with this source if it is not empty; the length of what is in {@code out}, from 0 on. */
    static int texts(Auction call, DirectBuffer source, int sourceAt, int sourceLength, MutableDirectBuffer out) {
        if (sourceLength == 0) {
            out.putBytes(0, call.ping, call.textsAt, call.textsLength);
            return call.textsLength;
        }
        int restAt = Short.BYTES + call.sourceLength;
        int restLength = call.textsLength - restAt;
        out.putShort(0, (short) sourceLength, ByteOrder.LITTLE_ENDIAN);
        out.putBytes(Short.BYTES, source, sourceAt, sourceLength);
        out.putBytes(Short.BYTES + sourceLength, call.ping, call.textsAt + restAt, restLength);
        call.sourceLength = sourceLength;
        return Short.BYTES + sourceLength + restLength;
    }

    private static boolean has(DirectBuffer group, int count, int block, int fieldId) {
        int at = GROUP_HEADER;
        for (int i = 0; i < count; i++) {
            if (unsigned(group, at) == fieldId) {
                return true;
            }
            at += entryLength(group, at, block);
        }
        return false;
    }

    private static int entryLength(DirectBuffer group, int at, int block) {
        return block + Short.BYTES + unsigned(group, at + block);
    }

    private static int unsigned(DirectBuffer buffer, int at) {
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xffff;
    }
}
