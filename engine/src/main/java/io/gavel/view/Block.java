package io.gavel.view;

import java.util.Arrays;

/**
 * The rows of one stretch of time, packed and immutable: for each its key, which columns are not 0, and those, as variable
 * length integers (LEB128, signed ones in zigzag).
 *
 * @param minute first minute since 1970 (UTC)
 * @param span minutes
 * @param stamp the last output that went into it
 */
record Block(long minute, int span, long stamp, int rows, Packed packed) {

    static Block pack(long minute, int span, long stamp, Rows rows) {
        Packed out = new Packed(new byte[64 + rows.size() * 24]);
        for (int row = 0; row < rows.size(); row++) {
            out.put(rows.sellerId(row));
            out.put(rows.campaignId(row));
            out.put(rows.buyerId(row));
            out.put(rows.source(row));
            long columns = 0;
            for (int column = 0; column < Rows.COLUMNS; column++) {
                columns |= rows.value(row, column) != 0 ? 1L << column : 0;
            }
            out.put(columns);
            for (int column = 0; column < Rows.COLUMNS; column++) {
                long value = rows.value(row, column);
                if (value != 0) {
                    out.put(value << 1 ^ value >> 63);
                }
            }
        }
        return new Block(minute, span, stamp, rows.size(), out.trimmed());
    }

    /** Adds its rows to others. */
    void unpack(Rows into) {
        Packed in = packed.fromStart();
        for (int i = 0; i < rows; i++) {
            int row = into.row((int) in.get(), (int) in.get(), (int) in.get(), (int) in.get());
            long columns = in.get();
            while (columns != 0) {
                long value = in.get();
                into.add(row, Long.numberOfTrailingZeros(columns), value >>> 1 ^ -(value & 1));
                columns &= columns - 1;
            }
        }
    }

    /** Bytes with a place to read or write. */
    static final class Packed {
        private byte[] bytes;
        private int at;

        Packed(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        Packed fromStart() {
            return new Packed(bytes);
        }

        Packed trimmed() {
            return new Packed(Arrays.copyOf(bytes, at));
        }

        void put(long value) {
            if (bytes.length - at < 10) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            bytes[at++] = (byte) rest;
        }

        long get() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }
    }
}
