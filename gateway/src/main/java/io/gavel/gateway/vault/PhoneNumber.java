package io.gavel.gateway.vault;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers as people write them, in the one form that is hashed, kept and called: E.164 with its plus (ITU-T E.164 §6).
 * Without a plus a number is taken for one of the North American plan. Any thread.
 */
public final class PhoneNumber {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 15;
    private static final int LONGEST_TEXT = 40;
    private static final int NATIONAL = 10;
    /** Its blanks may be before it, as between digits. */
    private static final Pattern EXTENSION = Pattern.compile(
            "[,;]?\\s*(?:x|ext|extn|extension|#)\\s*[.:=#]?\\s*[0-9]{1,7}\\s*", Pattern.CASE_INSENSITIVE);

    private static final String LINK = "tel:";
    private static final String BETWEEN = ".()/\t\u00b7\u2022";
    /** What is dialled before other countries' numbers: from most countries, and from North America. */
    private static final String[] EXITS = {"00", "011"};

    private PhoneNumber() {}

    /**
     * {@code +18005550199} of {@code (800) 555-0199}, {@code 1-800-555-0199}, {@code tel:+1-800-555-0199} or {@code 001 800 555 0199},
     * with spaces, dashes and invisible marks of any kind; null if it is no number. An extension behind it ({@code x12}, {@code ext. 5},
     * {@code ;ext=5}, {@code #5}) is left out: whoever is called there, the number is the line's.
     */
    public static @Nullable String e164(String text) {
        return e164(text, true);
    }

    /** The same of a number that is called as it stands; null if it has an extension. */
    public static @Nullable String ofLine(String text) {
        return e164(text, false);
    }

    private static @Nullable String e164(String text, boolean mayHaveExtension) {
        if (text.length() > LONGEST_TEXT) {
            return null;
        }
        StringBuilder digits = new StringBuilder(LONGEST + 1);
        boolean plus = false;
        for (int i = text.regionMatches(true, 0, LINK, 0, LINK.length()) ? LINK.length() : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c == '+' && digits.isEmpty() && !plus) {
                plus = true;
            } else if (!isBetween(c)) {
                if (mayHaveExtension
                        && EXTENSION.matcher(text).region(i, text.length()).matches()) {
                    break;
                }
                return null;
            }
        }
        for (String exit : EXITS) {
            if (!plus && digits.length() > NATIONAL && digits.indexOf(exit) == 0) {
                plus = true;
                digits.delete(0, exit.length());
            }
        }
        if (!plus && digits.length() == NATIONAL) {
            digits.insert(0, '1');
        } else if (!plus && !(digits.length() == NATIONAL + 1 && digits.charAt(0) == '1')) {
            return null;
        }
        return isNumber(digits) ? digits.insert(0, '+').toString() : null;
    }

    /** Telephones' address books copy numbers with marks of writing direction around them. */
    private static boolean isBetween(char c) {
        int type = Character.getType(c);
        return BETWEEN.indexOf(c) >= 0
                || type == Character.SPACE_SEPARATOR
                || type == Character.DASH_PUNCTUATION
                || type == Character.FORMAT
                || c == '\u2212';
    }

    /** Area and exchange of the North American plan begin with 2 to 9; elsewhere only the length is known. */
    private static boolean isNumber(CharSequence digits) {
        if (digits.length() < SHORTEST || digits.length() > LONGEST || digits.charAt(0) == '0') {
            return false;
        }
        return digits.charAt(0) != '1'
                || (digits.length() == NATIONAL + 1 && digits.charAt(1) >= '2' && digits.charAt(4) >= '2');
    }
}
