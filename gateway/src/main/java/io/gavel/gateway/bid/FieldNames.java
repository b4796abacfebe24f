package io.gavel.gateway.bid;

import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** A vertical prepared for writing: coded values become JSON members again. Immutable; any thread. */
final class FieldNames {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private final Vertical vertical;
    private final @Nullable Member[] members = new @Nullable Member[Vertical.FIELDS + 1];

    FieldNames(Vertical vertical) {
        this.vertical = vertical;
        for (Field field : vertical.fields()) {
            members[field.id()] = new Member(field);
        }
    }

    boolean isOf(Vertical other) {
        return vertical == other;
    }

    /** Writes {@code "name":value}, after a comma if not first; false if buyers are not told this field, or not yet any more. */
    boolean write(JsonBytes out, boolean first, int fieldId, long value, byte[] text, int textLength) {
        Member member = fieldId < members.length ? members[fieldId] : null;
        if (member == null || !member.isShown(value)) {
            return false;
        }
        if (!first) {
            out.raw(',');
        }
        out.raw(member.name);
        member.writeValue(out, value, text, textLength);
        return true;
    }

    private static final class Member {
        private final FieldType type;
        private final boolean personal;
        private final byte[] name;
        private final Long2ObjectHashMap<byte[]> values = new Long2ObjectHashMap<>();

        Member(Field field) {
            this.type = field.type();
            this.personal = field.personal() || type == FieldType.PHONE || type == FieldType.EMAIL;
            this.name = new JsonBytes().string(field.name()).raw(':').copy();
            for (String value : field.values()) {
                values.put(Coding.hash(value), new JsonBytes().string(value).copy());
            }
        }

        /** An enum's value that the market does not list any more has no name. */
        boolean isShown(long value) {
            return !personal && (type != FieldType.ENUM || values.containsKey(value));
        }

        void writeValue(JsonBytes out, long value, byte[] text, int textLength) {
            switch (type) {
                case BOOLEAN -> out.raw(value == 0 ? FALSE : TRUE);
                case DECIMAL -> out.money(value);
                case DATE -> out.string(LocalDate.ofEpochDay(value).toString());
                case ZIP -> writeZip(out, value);
                case US_STATE ->
                    out.raw('"')
                            .raw((char) (value >>> 8))
                            .raw((char) (value & 0xff))
                            .raw('"');
                case ENUM -> out.raw(values.get(value));
                case TEXT -> out.string(text, 0, textLength);
                default -> out.number(value);
            }
        }

        private static void writeZip(JsonBytes out, long zip) {
            out.raw('"');
            for (long unit = 10_000; unit > zip && unit > 1; unit /= 10) {
                out.raw('0');
            }
            out.number(zip).raw('"');
        }
    }
}
