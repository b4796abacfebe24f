package io.gavel.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All that is wrong with one document, at most {@value #LIMIT}. Not thread-safe. */
public final class Problems {
    /** More are counted but not kept: a document that is all wrong must not fill the memory. */
    public static final int LIMIT = 1000;

    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private int count;
    private boolean malformed;

    public void add(String key, int line, String message) {
        count++;
        if (found.size() < LIMIT) {
            found.add(new Problem(key, line, message));
        }
    }

    public void add(String key, Node where, String message) {
        add(key, where.line(), message);
    }

    /** Something that is no mistake by itself, but hardly what is meant. */
    public void warn(String key, int line, String message) {
        if (warnings.size() < LIMIT) {
            warnings.add(new Problem(key, line, message));
        }
    }

    /** The text itself cannot be read: it is no YAML or JSON, or goes beyond a bound. */
    void malformed(int line, String message) {
        malformed = true;
        add("", line, message);
    }

    /** Whether the text itself could not be read. */
    public boolean isMalformed() {
        return malformed;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** How many there are, also beyond the limit. */
    public int count() {
        return count;
    }

    /** By line, then as found. */
    public List<Problem> list() {
        return sorted(found);
    }

    /** What is worth a look, and refuses nothing; by line, then as found. */
    public List<Problem> warnings() {
        return sorted(warnings);
    }

    private static List<Problem> sorted(List<Problem> all) {
        List<Problem> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(Problem::line));
        return List.copyOf(sorted);
    }
}
