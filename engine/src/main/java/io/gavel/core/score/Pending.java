package io.gavel.core.score;

import io.gavel.core.memory.BySequence;
import io.gavel.core.memory.History;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * What was scored and may still have its outcome told: its features and what was said of it. {@value #LIMIT} at most, thirty
 * days at most; the oldest go first. Found by the lead's or the call's id. Core thread.
 */
final class Pending {
    /** No record. */
    static final long NONE = BySequence.NONE;

    private static final int LIMIT = 1 << 18;
    private static final long LIFE_MICROS = 30L * 86_400 * 1_000_000;

    private static final int ID = 0;
    private static final int KEPT = 1;
    private static final int SOURCE = 2;
    /** Vertical, and how many features. */
    private static final int KIND = 3;
    /** Seller, and who had it last. */
    private static final int PARTIES = 4;
    /** The score, and the log odds, that were given. */
    private static final int GIVEN = 5;
    /** The same at the end, and what else was known there. */
    private static final int GIVEN_LAST = 6;

    private static final int LAST = 7;
    /** Stage and outcome. */
    private static final int STATE = 8;

    /** The order that took it last. */
    private static final int ORDER = 9;

    private static final int SLOTS = 10;
    private static final int SLOTS_IN_CELL = 4;

    private final History history = new History(SLOTS + Subject.MOST / SLOTS_IN_CELL);
    private final BySequence byId = new BySequence();

    /** What is known of an outcome. */
    enum Outcome {
        UNKNOWN,
        GOOD,
        BAD
    }

    void keep(long id, int verticalId, int stage, Subject subject) {
        forget(subject.nowMicros);
        long record = history.append();
        history.set(record, ID, id);
        history.set(record, KEPT, subject.nowMicros);
        history.set(record, SOURCE, subject.sourceCode);
        history.set(record, KIND, History.pair(verticalId, subject.size));
        history.set(record, PARTIES, History.pair(subject.sellerId, 0));
        history.set(record, GIVEN, History.pair(subject.micros(), subject.marginMicros()));
        history.set(record, GIVEN_LAST, History.pair(Scores.NONE, 0));
        history.set(record, STATE, (long) stage << Byte.SIZE);
        for (int i = 0; i < subject.size; i++) {
            int column = SLOTS + i / SLOTS_IN_CELL;
            long cell = history.get(record, column);
            history.set(record, column, (cell << Short.SIZE) | (subject.slots[i] & 0xffff));
        }
        byId.put(id, record);
    }

    /** The record of a lead or call; {@link #NONE} if it is not known, or not any more. */
    long find(long id) {
        return byId.get(id);
    }

    /** Puts the features of a record into {@code slots} and returns their number. */
    int slots(long record, short[] slots) {
        int size = (int) history.get(record, KIND);
        for (int i = 0; i < size; i++) {
            long cell = history.get(record, SLOTS + i / SLOTS_IN_CELL);
            int inCell = Math.min(SLOTS_IN_CELL, size - i / SLOTS_IN_CELL * SLOTS_IN_CELL);
            slots[i] = (short) (cell >>> (Short.SIZE * (inCell - 1 - i % SLOTS_IN_CELL)));
        }
        return size;
    }

    int verticalId(long record) {
        return (int) (history.get(record, KIND) >> 32);
    }

    int sellerId(long record) {
        return (int) (history.get(record, PARTIES) >> 32);
    }

    long sourceCode(long record) {
        return history.get(record, SOURCE);
    }

    /** Who was handed it last; 0: nobody. */
    int buyerId(long record) {
        return (int) history.get(record, PARTIES);
    }

    void buyerId(long record, int buyerId) {
        history.set(record, PARTIES, History.pair(sellerId(record), buyerId));
    }

    /** Which order took it last; 0: none did. */
    int orderId(long record) {
        return (int) history.get(record, ORDER);
    }

    void orderId(long record, int orderId) {
        history.set(record, ORDER, orderId);
    }

    int scoreMicros(long record) {
        return (int) (history.get(record, GIVEN) >> 32);
    }

    int marginMicros(long record) {
        return (int) history.get(record, GIVEN);
    }

    int lastMicros(long record) {
        return (int) (history.get(record, GIVEN_LAST) >> 32);
    }

    /** What was known at the end, as it was given to {@link #last}; 0: it was not scored there. */
    long last(long record) {
        return history.get(record, LAST);
    }

    void last(long record, long known, int scoreMicros) {
        history.set(record, LAST, known);
        history.set(record, GIVEN_LAST, History.pair(scoreMicros, 0));
    }

    int stage(long record) {
        return (int) (history.get(record, STATE) >> Byte.SIZE);
    }

    Outcome outcome(long record) {
        return switch ((int) history.get(record, STATE) & 0xff) {
            case 1 -> Outcome.GOOD;
            case 2 -> Outcome.BAD;
            default -> Outcome.UNKNOWN;
        };
    }

    void outcome(long record, boolean isGood) {
        history.set(record, STATE, (history.get(record, STATE) & ~0xffL) | (isGood ? 1 : 2));
    }

    int size() {
        return history.size();
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return history.footprint() + byId.footprint();
    }

    void writeState(StateWriter out) {
        history.writeState(out);
    }

    void readState(StateReader in) {
        history.readState(in);
        byId.clear();
        for (long record = history.start(); record < history.end(); record++) {
            byId.put(history.get(record, ID), record);
        }
    }

    /** A few at a time, so that nobody pays for a month's silence. */
    private void forget(long nowMicros) {
        for (int i = 0; i < 4 && history.size() > 0 && old(nowMicros); i++) {
            long record = history.start();
            long id = history.get(record, ID);
            if (byId.get(id) == record) {
                byId.remove(id);
            }
            history.forget();
        }
    }

    private boolean old(long nowMicros) {
        return history.size() >= LIMIT || nowMicros - history.get(history.start(), KEPT) > LIFE_MICROS;
    }
}
