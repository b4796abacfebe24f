package io.gavel.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.gavel.message.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The first 64 bytes of a segment, written when its first message is. Little endian:
 *
 * <pre>
 *    0  8 characters  GAVELJNL
 *    8  int   version of the frames' format
 *   12  int   version of the messages' schema that was current; each message names its own as well
 *   16  long  number of the segment
 *   24  long  sequence of its first message
 *   56  int   CRC32C of the bytes before
 * </pre>
 */
final class SegmentHeader {
    static final int SIZE = 64;
    static final int FORMAT = 1;

    /** {@code GAVELJNL} as a little endian long. */
    private static final long MAGIC = 0x4C4E4A4C45564147L;

    private static final int CHECKED = 56;

    private SegmentHeader() {}

    static void write(MutableDirectBuffer to, long number, long firstSequence) {
        to.setMemory(0, SIZE, (byte) 0);
        to.putLong(0, MAGIC, LITTLE_ENDIAN);
        to.putInt(8, FORMAT, LITTLE_ENDIAN);
        to.putInt(12, MessageHeaderEncoder.SCHEMA_VERSION, LITTLE_ENDIAN);
        to.putLong(16, number, LITTLE_ENDIAN);
        to.putLong(24, firstSequence, LITTLE_ENDIAN);
        seal(to);
    }

    /** Writes the checksum of what the header says now. */
    static void seal(MutableDirectBuffer to) {
        to.putInt(CHECKED, checksum(to), LITTLE_ENDIAN);
    }

    /** Whether the header is whole; a damaged one costs nothing, since file name and frames say the same. */
    static boolean isWhole(DirectBuffer from, long number) {
        return from.getLong(0, LITTLE_ENDIAN) == MAGIC
                && from.getInt(CHECKED, LITTLE_ENDIAN) == checksum(from)
                && from.getLong(16, LITTLE_ENDIAN) == number;
    }

    /** Whether this program understands what follows a whole header. */
    static boolean isKnown(DirectBuffer from) {
        return format(from) <= FORMAT && schemaVersion(from) <= MessageHeaderEncoder.SCHEMA_VERSION;
    }

    static int format(DirectBuffer from) {
        return from.getInt(8, LITTLE_ENDIAN);
    }

    static long firstSequence(DirectBuffer from) {
        return from.getLong(24, LITTLE_ENDIAN);
    }

    static int schemaVersion(DirectBuffer from) {
        return from.getInt(12, LITTLE_ENDIAN);
    }

    private static int checksum(DirectBuffer header) {
        byte[] bytes = new byte[CHECKED];
        header.getBytes(0, bytes);
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.wrap(bytes));
        return (int) crc.getValue();
    }
}
