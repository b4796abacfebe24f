package io.gavel.message;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What a ping says about its lead: field → coded value, and the bytes of texts. Reusable; allocates only while its room
 * grows. Keeps the order in which fields came. A field that comes twice: the last value holds. For one thread.
 */
public final class Attributes {
    /** Fields are numbered below this. */
    public static final int MAX_FIELDS = 256;
    /** No vertical's field has this number: the score, in millionths, which only the core sets. */
    public static final int SCORE = 0;

    /** Room at first; most pings have no more. */
    private static final int FIRST_FIELDS = 16;

    private static final int PACKED_HEADER = 11;
    /** Length of an entry's block, and number of entries. */
    private static final int GROUP_HEADER = 4;
    /** Field and value. */
    private static final int LEAST_BLOCK = 10;

    private final short[] positionOf = new short[MAX_FIELDS];
    private int[] fields = new int[FIRST_FIELDS];
    private long[] values = new long[FIRST_FIELDS];
    private int[] textOffsets = new int[FIRST_FIELDS];
    private int[] textLengths = new int[FIRST_FIELDS];
    private final ExpandableArrayBuffer texts = new ExpandableArrayBuffer();
    private int textEnd;
    private int size;

    public Attributes() {
        Arrays.fill(positionOf, (short) -1);
    }

    public Attributes clear() {
        for (int i = 0; i < size; i++) {
            positionOf[fields[i]] = -1;
        }
        size = 0;
        textEnd = 0;
        return this;
    }

    /** Sets a field that has no text. */
    public Attributes set(int field, long value) {
        place(field, value);
        return this;
    }

    /** Sets a text field; its value is {@link Coding#hash} of the text. */
    public Attributes set(int field, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int at = place(field, Coding.hash(text));
        if (at >= 0) {
            texts.putBytes(claimText(at, bytes.length), bytes);
        }
        return this;
    }

    public int size() {
        return size;
    }

    /** The field of the i-th attribute, in the order in which they came. */
    public int field(int i) {
        return fields[i];
    }

    public boolean has(int field) {
        return positionOf[field] >= 0;
    }

    /** Where a field is among those that are present; below 0 if it is not. */
    public int position(int field) {
        return positionOf[field];
    }

    /** The value of the field at this position. */
    public long valueAt(int position) {
        return values[position];
    }

    /** A present field's value; 0 for a missing one. */
    public long value(int field) {
        int at = positionOf[field];
        return at < 0 ? 0 : values[at];
    }

    /** Where the bytes of texts are. */
    public DirectBuffer texts() {
        return texts;
    }

    public int textOffset(int field) {
        int at = positionOf[field];
        return at < 0 ? 0 : textOffsets[at];
    }

    /** Bytes of a field's text; 0 for a missing field, or one that is no text. */
    public int textLength(int field) {
        int at = positionOf[field];
        return at < 0 ? 0 : textLengths[at];
    }

    /** Whether every field that both have has the same value and text in both. */
    public boolean agrees(Attributes other) {
        for (int i = 0; i < size; i++) {
            int at = other.positionOf[fields[i]];
            if (at >= 0 && !(values[i] == other.values[at] && sameText(i, other, at))) {
                return false;
            }
        }
        return true;
    }

    /** Adds to this what it lacks and the other has. */
    public void addMissing(Attributes other) {
        for (int i = 0; i < other.size; i++) {
            if (!has(other.fields[i])) {
                int at = place(other.fields[i], other.values[i]);
                texts.putBytes(
                        claimText(at, other.textLengths[i]), other.texts, other.textOffsets[i], other.textLengths[i]);
            }
        }
    }

    /**
     * Reads the group of attributes of a message, which is the same in all: a field and its value, then the bytes of a text.
     *
     * @param offset where the group begins
     * @return where it ends; -1 if it does not end in the message: then nothing that was read may be used
     */
    public int load(DirectBuffer message, int offset) {
        clear();
        int end = message.capacity();
        int at = offset + GROUP_HEADER;
        if (at > end) {
            return -1;
        }
        int block = message.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xffff;
        if (block < LEAST_BLOCK) {
            return -1;
        }
        for (int n = message.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xffff; n > 0; n--) {
            int text = at + block + 2;
            if (text > end) {
                return -1;
            }
            int length = message.getShort(at + block, ByteOrder.LITTLE_ENDIAN) & 0xffff;
            if (length > end - text) {
                return -1;
            }
            int field = message.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xffff;
            int position = place(field, message.getLong(at + 2, ByteOrder.LITTLE_ENDIAN));
            if (length > 0 && position >= 0) {
                texts.putBytes(claimText(position, length), message, text, length);
            }
            at = text + length;
        }
        return at;
    }

    public void write(PingReceivedEncoder message) {
        PingReceivedEncoder.AttributesEncoder group = message.attributesCount(size);
        for (int i = 0; i < size; i++) {
            group.next().fieldId(fields[i]).value(values[i]).putText(texts, textOffsets[i], textLengths[i]);
        }
    }

    public void write(PostReceivedEncoder message) {
        PostReceivedEncoder.AttributesEncoder group = message.attributesCount(size);
        for (int i = 0; i < size; i++) {
            group.next().fieldId(fields[i]).value(values[i]).putText(texts, textOffsets[i], textLengths[i]);
        }
    }

    public void write(PingAnsweredEncoder message) {
        PingAnsweredEncoder.AttributesEncoder group = message.attributesCount(size);
        for (int i = 0; i < size; i++) {
            group.next().fieldId(fields[i]).value(values[i]).putText(texts, textOffsets[i], textLengths[i]);
        }
    }

    public void write(BidsWantedEncoder message) {
        BidsWantedEncoder.AttributesEncoder group = message.attributesCount(size);
        for (int i = 0; i < size; i++) {
            group.next().fieldId(fields[i]).value(values[i]).putText(texts, textOffsets[i], textLengths[i]);
        }
    }

    public void write(CallArrivedEncoder message) {
        CallArrivedEncoder.AttributesEncoder group = message.attributesCount(size);
        for (int i = 0; i < size; i++) {
            group.next().fieldId(fields[i]).value(values[i]).putText(texts, textOffsets[i], textLengths[i]);
        }
    }

    public void write(VisitOpenedEncoder message) {
        VisitOpenedEncoder.AttributesEncoder group = message.attributesCount(size);
        for (int i = 0; i < size; i++) {
            group.next().fieldId(fields[i]).value(values[i]).putText(texts, textOffsets[i], textLengths[i]);
        }
    }

    public void write(CallScreenedEncoder message) {
        CallScreenedEncoder.AttributesEncoder group = message.attributesCount(size);
        for (int i = 0; i < size; i++) {
            group.next().fieldId(fields[i]).value(values[i]).putText(texts, textOffsets[i], textLengths[i]);
        }
    }

    /** Bytes that {@link #pack} writes. */
    public int packedLength() {
        int length = 2;
        for (int i = 0; i < size; i++) {
            length += PACKED_HEADER + textLengths[i];
        }
        return length;
    }

    /** Writes all of it compactly, to be kept while an award is open, and returns the number of bytes. */
    public int pack(MutableDirectBuffer target, int offset) {
        int at = offset;
        target.putShort(at, (short) size, ByteOrder.LITTLE_ENDIAN);
        at += 2;
        for (int i = 0; i < size; i++) {
            target.putByte(at, (byte) fields[i]);
            target.putLong(at + 1, values[i], ByteOrder.LITTLE_ENDIAN);
            target.putShort(at + 9, (short) textLengths[i], ByteOrder.LITTLE_ENDIAN);
            target.putBytes(at + PACKED_HEADER, texts, textOffsets[i], textLengths[i]);
            at += PACKED_HEADER + textLengths[i];
        }
        return at - offset;
    }

    /** Takes over what {@link #pack} wrote. */
    public Attributes unpack(DirectBuffer source, int offset) {
        clear();
        int at = offset + 2;
        for (int n = source.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xffff; n > 0; n--) {
            int position = place(source.getByte(at) & 0xff, source.getLong(at + 1, ByteOrder.LITTLE_ENDIAN));
            int length = source.getShort(at + 9, ByteOrder.LITTLE_ENDIAN) & 0xffff;
            texts.putBytes(claimText(position, length), source, at + PACKED_HEADER, length);
            at += PACKED_HEADER + length;
        }
        return this;
    }

    /** The position of a field, new or not; -1 for a field number out of range, which nobody can ask about. */
    private int place(int field, long value) {
        if (field < 0 || field >= MAX_FIELDS) {
            return -1;
        }
        int at = positionOf[field];
        if (at < 0) {
            at = size++;
            if (at == fields.length) {
                grow();
            }
            positionOf[field] = (short) at;
            fields[at] = field;
        }
        values[at] = value;
        textOffsets[at] = textEnd;
        textLengths[at] = 0;
        return at;
    }

    private void grow() {
        int room = 2 * fields.length;
        fields = Arrays.copyOf(fields, room);
        values = Arrays.copyOf(values, room);
        textOffsets = Arrays.copyOf(textOffsets, room);
        textLengths = Arrays.copyOf(textLengths, room);
    }

    private int claimText(int at, int length) {
        int offset = textEnd;
        textOffsets[at] = offset;
        textLengths[at] = length;
        textEnd += length;
        return offset;
    }

    private boolean sameText(int i, Attributes other, int at) {
        int length = textLengths[i];
        if (length != other.textLengths[at]) {
            return false;
        }
        for (int b = 0; b < length; b++) {
            if (texts.getByte(textOffsets[i] + b) != other.texts.getByte(other.textOffsets[at] + b)) {
                return false;
            }
        }
        return true;
    }
}
