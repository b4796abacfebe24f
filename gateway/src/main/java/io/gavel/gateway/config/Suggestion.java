package io.gavel.gateway.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** "Did you mean": the known word nearest to a wrong one. Any thread. */
public final class Suggestion {
    private static final int LONGEST = 64;

    private Suggestion() {}

    /** {@code ", did you mean x?"}, or {@code ""} if nothing is near. Known words beyond 10,000 are not looked at. */
    public static String of(String wrong, Collection<String> known) {
        String nearest = nearest(wrong, known);
        return nearest == null ? "" : ", did you mean " + nearest + "?";
    }

    private static @Nullable String nearest(String wrong, Collection<String> known) {
        int best = wrong.length() <= 3 ? 2 : wrong.length() <= 6 ? 3 : 4;
        String nearest = null;
        int looked = 0;
        for (String word : known) {
            if (++looked > 10_000 || wrong.length() > LONGEST) {
                break;
            }
            if (Math.abs(word.length() - wrong.length()) < best) {
                int distance = distance(wrong, word);
                if (distance < best) {
                    best = distance;
                    nearest = word;
                }
            }
        }
        return nearest;
    }

    /** Levenshtein's: insertions, deletions and replacements of one character. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
