package io.gavel.view;

import java.util.Arrays;

/** Rows of the cube by (seller, campaign, buyer, source), in open addressing over plain arrays. One thread. */
final class Rows {
    static final int COLUMNS = PnlColumn.values().length;
    private static final int KEYS = 4;

    private int[] table = filled(64);
    private int[] keys = new int[32 * KEYS];
    private long[] values = new long[32 * COLUMNS];
    private int size;

    void add(int sellerId, int campaignId, int buyerId, int source, PnlColumn column, long amount) {
        add(row(sellerId, campaignId, buyerId, source), column.place(), amount);
    }

    /** The row of a key, made if it is not there. */
    int row(int sellerId, int campaignId, int buyerId, int source) {
        int at = hash(sellerId, campaignId, buyerId, source) & table.length - 1;
        while (table[at] >= 0) {
            if (is(table[at], sellerId, campaignId, buyerId, source)) {
                return table[at];
            }
            at = at + 1 & table.length - 1;
        }
        if (size * 2 >= table.length) {
            grow();
            return row(sellerId, campaignId, buyerId, source);
        }
        int key = size * KEYS;
        keys[key] = sellerId;
        keys[key + 1] = campaignId;
        keys[key + 2] = buyerId;
        keys[key + 3] = source;
        table[at] = size;
        return size++;
    }

    int size() {
        return size;
    }

    int sellerId(int row) {
        return keys[row * KEYS];
    }

    int campaignId(int row) {
        return keys[row * KEYS + 1];
    }

    int buyerId(int row) {
        return keys[row * KEYS + 2];
    }

    int source(int row) {
        return keys[row * KEYS + 3];
    }

    long value(int row, int column) {
        return values[row * COLUMNS + column];
    }

    void add(int row, int column, long amount) {
        values[row * COLUMNS + column] += amount;
    }

    void clear() {
        Arrays.fill(table, -1);
        Arrays.fill(values, 0, size * COLUMNS, 0);
        size = 0;
    }

    private boolean is(int row, int sellerId, int campaignId, int buyerId, int source) {
        int key = row * KEYS;
        return keys[key] == sellerId
                && keys[key + 1] == campaignId
                && keys[key + 2] == buyerId
                && keys[key + 3] == source;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, keys.length * 2);
        values = Arrays.copyOf(values, values.length * 2);
        table = filled(table.length * 2);
        for (int row = 0; row < size; row++) {
            int at = hash(sellerId(row), campaignId(row), buyerId(row), source(row)) & table.length - 1;
            while (table[at] >= 0) {
                at = at + 1 & table.length - 1;
            }
            table[at] = row;
        }
    }

    private static int hash(int sellerId, int campaignId, int buyerId, int source) {
        int hash = ((sellerId * 31 + campaignId) * 31 + buyerId) * 31 + source;
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private static int[] filled(int length) {
        int[] table = new int[length];
        Arrays.fill(table, -1);
        return table;
    }
}
