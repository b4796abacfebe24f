package io.gavel.gateway.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code keys}: slot after slot. A leadRef names its slot in its low half; its high half is chance, so that a
 * leadRef whose slot was lost with the power never finds another lead in the same place. Slots are added by the vault's
 * thread; reading, keeping and erasing by any.
 */
final class KeyTable {
    private final FileChannel channel;
    private volatile int count;

    KeyTable(Path file) throws IOException {
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.count = Math.toIntExact(channel.size() / Slot.BYTES);
    }

    /** Slots in use. */
    int count() {
        return count;
    }

    static long newRef(int index) {
        return (long) Envelope.random31() << 32 | (index + 1);
    }

    /** The slot of a leadRef, or null if there is none. */
    @Nullable
    Slot find(long ref) throws IOException {
        int index = (int) ref - 1;
        if (index < 0 || index >= count) {
            return null;
        }
        Slot slot = at(index);
        return slot.ref() == ref ? slot : null;
    }

    Slot at(int index) throws IOException {
        Slot slot = new Slot();
        ByteBuffer bytes = slot.bytes();
        Channels.readFully(channel, bytes, position(index));
        return slot;
    }

    /** Shows the slots from one to before another, read in one go: the same object each time. */
    void each(int from, int to, Looking looking) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((to - from) * Slot.BYTES);
        Channels.readFully(channel, all, position(from));
        all.flip();
        Slot slot = new Slot();
        for (int index = from; index < to; index++) {
            all.get(slot.bytes().array());
            looking.at(index, slot);
        }
    }

    /** Who looks at slots. */
    @FunctionalInterface
    interface Looking {
        void at(int index, Slot slot) throws IOException;
    }

    /** Adds slots behind the last; they count only when {@link #added} says so. */
    void write(ByteBuffer slots) throws IOException {
        Channels.writeFully(channel, slots, position(count));
    }

    void added(int newCount) {
        count = newCount;
    }

    void keep(int index) throws IOException {
        Channels.writeFully(channel, ByteBuffer.wrap(new byte[] {1}), position(index) + Slot.KEPT_AT);
    }

    /** Overwrites the lead's key with zeros; {@link #force} makes it final. */
    void erase(int index) throws IOException {
        Channels.writeFully(channel, ByteBuffer.allocate(Slot.KEPT_AT - Slot.KEY_AT), position(index) + Slot.KEY_AT);
    }

    /** Forgets the slots from {@code count} on. */
    void cut(int newCount) throws IOException {
        channel.truncate(position(newCount));
        count = newCount;
    }

    void force() throws IOException {
        channel.force(false);
    }

    void close() throws IOException {
        channel.close();
    }

    private static long position(int index) {
        return (long) index * Slot.BYTES;
    }
}
