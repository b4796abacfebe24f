package io.gavel.core.market;

import io.gavel.core.market.Filter.Predicate;
import io.gavel.core.market.Filter.Test;
import io.gavel.message.Coding;
import io.gavel.message.FilterCode;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of {@link FilterCode} into a {@link Filter}, with a stack of its own instead of recursion. Bytes that are cut
 * short, too long, nested too deep or unknown make no filter; they throw nothing and reserve no more memory than they have.
 *
 * <p>Each node knows where its result leads: {@code whenTrue} and {@code whenFalse} are a final answer, or a label that is
 * bound when the next part begins. It also knows its sign: positive if the whole filter can match only when the node is true,
 * negative if only when it is false, 0 otherwise. A predicate with a sign constrains its field.
 */
final class FilterCompiler {
    private static final byte[][] NO_TEXTS = {};

    private final DirectBuffer bytes;
    private final int end;
    private int at;

    private final List<Predicate> predicates = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private boolean exact = true;
    private boolean broken;

    private int depth;
    private int[] codes = new int[16];
    private int[] parts = new int[16];
    private int[] whenTrue = new int[16];
    private int[] whenFalse = new int[16];
    private int[] signs = new int[16];
    private int[] labels = new int[16];

    private int[] bound = new int[16];
    private int labelCount;

    FilterCompiler(DirectBuffer bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
        this.broken = length > FilterCode.MAX_BYTES;
    }

    @Nullable
    Filter compile() {
        node(Filter.TRUE, Filter.FALSE, 1);
        while (depth > 0 && !broken) {
            int top = depth - 1;
            if (parts[top] == 0) {
                depth--;
            } else {
                part(top);
            }
        }
        if (broken || at != end) {
            return null;
        }
        for (Predicate predicate : predicates) {
            predicate.onTrue = placeOf(predicate.onTrue);
            predicate.onFalse = placeOf(predicate.onFalse);
        }
        return new Filter(predicates.toArray(new Predicate[0]), List.copyOf(constraints), exact);
    }

    /** Begins the next part of an open combination. */
    private void part(int top) {
        if (labels[top] >= 0) {
            bound[labels[top]] = predicates.size();
        }
        boolean last = --parts[top] == 0;
        labels[top] = last || codes[top] == FilterCode.NOT ? -1 : label();
        int onTrue = whenTrue[top];
        int onFalse = whenFalse[top];
        if (labels[top] >= 0) {
            if (codes[top] == FilterCode.ALL) {
                onTrue = labels[top];
            } else {
                onFalse = labels[top];
            }
        }
        node(onTrue, onFalse, signs[top]);
    }

    private void node(int onTrue, int onFalse, int sign) {
        int code = byteHere();
        switch (code) {
            case FilterCode.ALL, FilterCode.ANY -> {
                int count = countHere(1);
                if (count == 0) {
                    constant(code == FilterCode.ALL, onTrue, onFalse);
                } else {
                    int whole = code == FilterCode.ALL ? 1 : -1;
                    open(code, count, onTrue, onFalse, count == 1 || sign == whole ? sign : 0);
                }
            }
            case FilterCode.NOT -> open(code, 1, onFalse, onTrue, -sign);
            case FilterCode.IN -> in(Test.IN, onTrue, onFalse, sign);
            case FilterCode.NOT_IN -> in(Test.NOT_IN, onTrue, onFalse, sign);
            case FilterCode.BETWEEN -> {
                int field = byteHere();
                values(Test.IN, field, Ranges.between(longHere(), longHere()), onTrue, onFalse, sign);
            }
            case FilterCode.EXISTS -> {
                int field = byteHere();
                boolean wanted = byteHere() != 0;
                add(wanted ? Test.EXISTS : Test.MISSING, field, Ranges.NOTHING, NO_TEXTS, onTrue, onFalse);
                boolean present = wanted == sign > 0;
                constrain(sign, field, present ? Ranges.EVERYTHING : Ranges.NOTHING, !present, true);
            }
            case FilterCode.TEXT_IN -> texts(Test.TEXT_IN, onTrue, onFalse, sign);
            case FilterCode.STARTS -> texts(Test.STARTS, onTrue, onFalse, sign);
            default -> broken = true;
        }
    }

    private void constant(boolean value, int onTrue, int onFalse) {
        exact = false;
        add(value ? Test.ALWAYS : Test.NEVER, 0, Ranges.NOTHING, NO_TEXTS, onTrue, onFalse);
    }

    private void in(Test test, int onTrue, int onFalse, int sign) {
        int field = byteHere();
        long[] values = new long[countHere(Long.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = longHere();
        }
        values(test, field, Ranges.of(values), onTrue, onFalse, sign);
    }

    private void values(Test test, int field, long[] ranges, int onTrue, int onFalse, int sign) {
        add(test, field, ranges, NO_TEXTS, onTrue, onFalse);
        boolean inside = test == Test.IN == sign > 0;
        // A missing field makes both IN and NOT_IN false, which is what a negative sign demands.
        constrain(sign, field, inside ? ranges : Ranges.not(ranges), sign < 0, true);
    }

    private void texts(Test test, int onTrue, int onFalse, int sign) {
        int field = byteHere();
        byte[][] texts = new byte[countHere(Short.BYTES)][];
        long[] hashes = new long[texts.length];
        for (int i = 0; i < texts.length && !broken; i++) {
            int length = byteHere() | byteHere() << 8;
            broken |= length > end - at;
            if (!broken) {
                texts[i] = new byte[length];
                bytes.getBytes(at, texts[i]);
                hashes[i] = Coding.hash(bytes, at, length);
                at += length;
            }
        }
        add(test, field, Ranges.NOTHING, texts, onTrue, onFalse);
        boolean whole = test == Test.TEXT_IN;
        constrain(Math.max(sign, 0), field, whole ? Ranges.of(hashes) : Ranges.EVERYTHING, false, false);
    }

    private void constrain(int sign, int field, long[] ranges, boolean missing, boolean whole) {
        exact &= sign != 0 && whole;
        if (sign == 0) {
            return;
        }
        for (int i = 0; i < constraints.size(); i++) {
            if (constraints.get(i).field == field) {
                constraints.set(i, constraints.get(i).and(ranges, missing));
                return;
            }
        }
        constraints.add(new Constraint(field, ranges, missing));
    }

    private void open(int code, int count, int onTrue, int onFalse, int sign) {
        if (depth == FilterCode.MAX_DEPTH) {
            broken = true;
            return;
        }
        if (depth == codes.length) {
            codes = Arrays.copyOf(codes, depth * 2);
            parts = Arrays.copyOf(parts, depth * 2);
            whenTrue = Arrays.copyOf(whenTrue, depth * 2);
            whenFalse = Arrays.copyOf(whenFalse, depth * 2);
            signs = Arrays.copyOf(signs, depth * 2);
            labels = Arrays.copyOf(labels, depth * 2);
        }
        codes[depth] = code;
        parts[depth] = count;
        whenTrue[depth] = onTrue;
        whenFalse[depth] = onFalse;
        signs[depth] = sign;
        labels[depth++] = -1;
    }

    private int label() {
        if (labelCount == bound.length) {
            bound = Arrays.copyOf(bound, labelCount * 2);
        }
        return labelCount++;
    }

    private int placeOf(int target) {
        return target < 0 ? target : bound[target];
    }

    private void add(Test test, int field, long[] ranges, byte[][] texts, int onTrue, int onFalse) {
        predicates.add(new Predicate(test, field, ranges, texts, onTrue, onFalse));
    }

    private int byteHere() {
        if (end - at < 1) {
            broken = true;
            return 0;
        }
        return bytes.getByte(at++) & 0xff;
    }

    private long longHere() {
        if (end - at < Long.BYTES) {
            broken = true;
            return 0;
        }
        at += Long.BYTES;
        return bytes.getLong(at - Long.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    /** A count of things that take at least {@code least} bytes each; 0 and broken if they cannot be there. */
    private int countHere(int least) {
        if (end - at < Integer.BYTES) {
            broken = true;
            return 0;
        }
        long count = bytes.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xffff_ffffL;
        at += Integer.BYTES;
        if (count * least > end - at) {
            broken = true;
            return 0;
        }
        return (int) count;
    }
}
