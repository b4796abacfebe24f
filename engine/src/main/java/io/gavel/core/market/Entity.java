package io.gavel.core.market;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** What all that the market document names have in common: an id, a version, and the message that put it there. */
abstract class Entity {
    private static final byte[] NO_BYTES = {};

    private final int id;
    private boolean deleted;
    private long version;
    /** The last put, with its header; who waited for it is wiped out. */
    private byte[] message = NO_BYTES;

    private int keyAt;
    private int documentAt;

    Entity(int id) {
        this.id = id;
    }

    /** The id that the market edge gave it, never reused. */
    public final int id() {
        return id;
    }

    /** Deleted ones take part in nothing; they are known as long as awards or money refer to them. */
    public final boolean deleted() {
        return deleted;
    }

    final long version() {
        return version;
    }

    /** Keeps a put: {@code offset} is that of its header, key and document those of their lengths. */
    final void keep(long newVersion, DirectBuffer buffer, int offset, int end, int newKeyAt, int newDocumentAt) {
        version = newVersion;
        deleted = false;
        message = new byte[end - offset];
        buffer.getBytes(offset, message);
        // correlationId is every put's first field
        Arrays.fill(message, MessageHeaderDecoder.ENCODED_LENGTH, MessageHeaderDecoder.ENCODED_LENGTH + 8, (byte) 0);
        keyAt = newKeyAt - offset;
        documentAt = newDocumentAt - offset;
    }

    final void delete(long newVersion) {
        version = newVersion;
        deleted = true;
    }

    /** Lays the last put into a buffer, from 0. */
    final void show(ExpandableArrayBuffer target) {
        target.putBytes(0, message);
    }

    /** Where the key begins in {@link #show}, behind its length. */
    final int keyOffset() {
        return keyAt + 2;
    }

    final int keyLength() {
        return (message[keyAt] & 0xff) | (message[keyAt + 1] & 0xff) << 8;
    }

    final int documentOffset() {
        return documentAt + 4;
    }

    final int documentLength(DirectBuffer shown) {
        return shown.getInt(documentAt, ByteOrder.LITTLE_ENDIAN);
    }

    void writeState(StateWriter out, ExpandableArrayBuffer scratch) {
        show(scratch);
        out.putInt(id);
        out.putBytes(scratch, 0, message.length);
        out.putLong(version);
        out.putBoolean(deleted);
        out.putInt(keyAt);
        out.putInt(documentAt);
    }

    /** Reads what follows the id and the bytes, which are in {@code scratch}. */
    final void readState(StateReader in, ExpandableArrayBuffer scratch, int length) {
        message = new byte[length];
        scratch.getBytes(0, message);
        version = in.getLong();
        deleted = in.getBoolean();
        keyAt = in.getInt();
        documentAt = in.getInt();
    }
}
