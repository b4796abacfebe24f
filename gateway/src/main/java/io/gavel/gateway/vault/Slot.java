package io.gavel.gateway.vault;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * One lead in the key table, 96 bytes little-endian: leadRef 8, stored at (epoch seconds) 8, segment 4, offset 4, length 4,
 * sealed key 60, CRC32C of all that 4, kept 1, unused 3. Erased: key and CRC are zero. A flyweight: one thread at a time.
 */
final class Slot {
    static final int BYTES = 96;
    static final int KEY_AT = 28;
    static final int KEY_BYTES = Envelope.KEY_BYTES + Envelope.OVERHEAD;
    static final int CRC_AT = KEY_AT + KEY_BYTES;
    static final int KEPT_AT = CRC_AT + 4;

    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);

    ByteBuffer bytes() {
        return bytes.clear();
    }

    void set(long ref, long storedSeconds, int segment, int offset, int length, byte[] sealedKey) {
        bytes.putLong(0, ref).putLong(8, storedSeconds);
        bytes.putInt(16, segment).putInt(20, offset).putInt(24, length);
        bytes.put(KEY_AT, sealedKey).putInt(CRC_AT, crc()).putInt(KEPT_AT, 0);
    }

    long ref() {
        return bytes.getLong(0);
    }

    long storedSeconds() {
        return bytes.getLong(8);
    }

    int segment() {
        return bytes.getInt(16);
    }

    int offset() {
        return bytes.getInt(20);
    }

    int length() {
        return bytes.getInt(24);
    }

    byte[] sealedKey() {
        byte[] key = new byte[KEY_BYTES];
        bytes.get(KEY_AT, key);
        return key;
    }

    boolean isKept() {
        return bytes.get(KEPT_AT) != 0;
    }

    /** Whole: written to the end and not erased. */
    boolean isWhole() {
        return bytes.getInt(CRC_AT) == crc();
    }

    boolean isErased() {
        for (int i = KEY_AT; i < KEPT_AT; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private int crc() {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, CRC_AT);
        int value = (int) crc.getValue();
        return value == 0 ? 1 : value;
    }
}
