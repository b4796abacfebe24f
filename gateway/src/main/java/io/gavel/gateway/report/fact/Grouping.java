package io.gavel.gateway.report.fact;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What long reports are grouped by. */
public enum Grouping {
    SELLER,
    BUYER,
    CAMPAIGN,
    SOURCE,
    KEYWORD,
    LANDING_PAGE,
    NUMBER,
    STATE,
    /** Tenths of the score. */
    SCORE_BAND,
    PRODUCT,
    HOUR,
    DAY;

    /** The word of a parameter. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a word, or null. */
    public static @Nullable Grouping of(String word) {
        for (Grouping grouping : values()) {
            if (grouping.word().equals(word)) {
                return grouping;
            }
        }
        return null;
    }

    /** Whether it is the beginning of a stretch of time. */
    public boolean isTime() {
        return this == HOUR || this == DAY;
    }
}
