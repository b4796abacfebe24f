package io.gavel.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a message lies in a segment. Little endian, on multiples of 8 bytes, zeros to the next one:
 *
 * <pre>
 *    0  int   CRC32C (RFC 3720 appendix B.4) of all that follows, padding included
 *    4  int   length of the message; 0: nothing was written here yet
 *    8  long  sequence
 *   16  long  timeMicros
 *   24  the message
 * </pre>
 */
final class Frame {
    static final int LENGTH = 4;
    static final int SEQUENCE = 8;
    static final int TIME = 16;
    static final int MESSAGE = 24;

    private Frame() {}

    /** Bytes that a message takes in the journal. */
    static int size(int length) {
        return MESSAGE + length + 7 & ~7;
    }

    /** The checksum of the frame of {@code size} bytes at {@code offset}; leaves the buffer's position anywhere. */
    static int checksum(CRC32C crc, ByteBuffer bytes, int offset, int size) {
        bytes.limit(offset + size).position(offset + LENGTH);
        crc.reset();
        crc.update(bytes);
        bytes.limit(bytes.capacity());
        return (int) crc.getValue();
    }
}
