package io.gavel.gateway.account;

import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people are called, and their ids. */
final class UserNames {
    private static final int LONGEST = 100;
    private static final int ID_LETTERS = 10;
    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

    private UserNames() {}

    static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** A name that somebody else gave: made to fit. */
    static String ofElsewhere(String name) {
        String fitting = normal(name).replaceAll("[\\x00-\\x20]+", ".");
        return fitting.substring(0, Math.min(LONGEST, fitting.length()));
    }

    /** Why nobody can be called so; null: they can. */
    static @Nullable String objection(String name) {
        return name.isEmpty() || name.length() > LONGEST || name.chars().anyMatch(each -> each <= ' ')
                ? "A name has 1 to " + LONGEST + " characters and no spaces; an e-mail address is a good one."
                : null;
    }

    /** One that says nothing, and was never used. */
    static String id(SecureRandom random) {
        StringBuilder id = new StringBuilder("u-");
        for (int i = 0; i < ID_LETTERS; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
