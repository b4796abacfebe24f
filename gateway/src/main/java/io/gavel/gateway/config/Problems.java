package io.gavel.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with one document, in the order found, at most {@value #LIMIT}. Not thread-safe. */
public final class Problems {
    /** More are counted but not kept: a document that is all wrong must not fill the memory. */
    public static final int LIMIT = 1000;

    private final List<Problem> found = new ArrayList<>();
    private int count;

    public void add(String key, int line, String message) {
        count++;
        if (found.size() < LIMIT) {
            found.add(new Problem(key, line, message));
        }
    }

    public void add(String key, Node where, String message) {
        add(key, where.line(), message);
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** How many there are, also beyond the limit. */
    public int count() {
        return count;
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }
}
