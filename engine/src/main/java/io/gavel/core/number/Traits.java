package io.gavel.core.number;

import io.gavel.message.Coding;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What visits tell about themselves, as coded at the edge: an attributes group and a source. Most visits come from few places,
 * so equal ones are kept once and counted. Allocates only for what is new.
 */
final class Traits {
    static final int NONE = -1;
    private static final byte[] NOTHING = {};

    private final Long2LongHashMap byHash = new Long2LongHashMap(NONE);
    private final UnsafeBuffer view = new UnsafeBuffer(NOTHING);
    private final UnsafeBuffer kept = new UnsafeBuffer(NOTHING);
    private byte[][] bytes = new byte[16][];
    private int[] users = new int[16];
    private int[] free = new int[16];
    private int freeSize;
    private int used;
    /** While a state is written: the number under which each was written, one more; 0: not yet. */
    private int[] written = new int[0];

    private int writtenSize;
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();

    /** Keeps these bytes for one user more. */
    int take(DirectBuffer source, int offset, int length) {
        long hash = hash(source, offset, length);
        int known = (int) byHash.get(hash);
        if (known != NONE && equal(known, source, offset, length)) {
            users[known]++;
            return known;
        }
        byte[] copy = new byte[length];
        source.getBytes(offset, copy);
        int handle = add(copy);
        if (known == NONE) {
            byHash.put(hash, handle);
        }
        return handle;
    }

    int share(int handle) {
        if (handle != NONE) {
            users[handle]++;
        }
        return handle;
    }

    void drop(int handle) {
        if (handle == NONE || --users[handle] > 0) {
            return;
        }
        view.wrap(bytes[handle]);
        long hash = hash(view, 0, view.capacity());
        if (byHash.get(hash) == handle) {
            byHash.remove(hash);
        }
        bytes[handle] = NOTHING;
        if (freeSize == free.length) {
            free = Arrays.copyOf(free, freeSize * 2);
        }
        free[freeSize++] = handle;
    }

    /** The bytes as they were taken, in a view that is used again. */
    DirectBuffer bytes(int handle) {
        view.wrap(bytes[handle]);
        return view;
    }

    /** How many different ones are kept. */
    int size() {
        return used - freeSize;
    }

    /** Begins a state: what is written is numbered in the order in which it is met. */
    void beginState() {
        written = new int[used];
        writtenSize = 0;
    }

    void write(int handle, StateWriter out) {
        if (handle == NONE) {
            out.putInt(NONE);
            return;
        }
        if (written[handle] == 0) {
            written[handle] = ++writtenSize;
            out.putInt(writtenSize - 1);
            view.wrap(bytes[handle]);
            out.putBytes(view, 0, view.capacity());
        } else {
            out.putInt(written[handle] - 1);
        }
    }

    int read(StateReader in) {
        int number = in.getInt();
        if (number == NONE) {
            return NONE;
        }
        if (number < used) {
            return share(number);
        }
        int length = in.getBytes(scratch);
        return take(scratch, 0, length);
    }

    private boolean equal(int handle, DirectBuffer source, int offset, int length) {
        kept.wrap(bytes[handle]);
        if (kept.capacity() != length) {
            return false;
        }
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if (kept.getLong(i) != source.getLong(offset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (kept.getByte(i) != source.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes at a time: it is for this table only. */
    private static long hash(DirectBuffer source, int offset, int length) {
        long hash = length;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            hash = Coding.mix(hash ^ source.getLong(offset + i, ByteOrder.LITTLE_ENDIAN));
        }
        for (; i < length; i++) {
            hash = Coding.mix(hash ^ source.getByte(offset + i));
        }
        return hash;
    }

    private int add(byte[] copy) {
        int handle;
        if (freeSize > 0) {
            handle = free[--freeSize];
        } else {
            if (used == bytes.length) {
                bytes = Arrays.copyOf(bytes, used * 2);
                users = Arrays.copyOf(users, used * 2);
            }
            handle = used++;
        }
        bytes[handle] = copy;
        users[handle] = 1;
        return handle;
    }
}
