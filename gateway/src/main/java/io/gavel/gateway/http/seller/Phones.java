package io.gavel.gateway.http.seller;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers as E.164. North American numbers, with or without +1 and punctuation, by hand and by the numbering plan's
 * pattern (NXX-NXX-XXXX); others, which have to begin with a plus, by libphonenumber. Any thread.
 */
final class Phones {
    private static final int LONGEST = 32;
    private static final int NANP_DIGITS = 10;

    private Phones() {}

    /** The number as E.164, for example {@code +12135550123}; null if it is none. */
    static @Nullable String e164(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        long digits = 0;
        int count = 0;
        boolean plus = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = count < 16 ? digits * 10 + (c - '0') : digits;
                count++;
            } else if (c == '+' && count == 0 && !plus) {
                plus = true;
            } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')') {
                return null;
            }
        }
        boolean isLong = count == NANP_DIGITS + 1 && digits / 10_000_000_000L == 1;
        if (isLong || (count == NANP_DIGITS && !plus)) {
            long national = digits % 10_000_000_000L;
            return isNanp(national) ? "+1" + national : null;
        }
        return plus && count > 4 && count <= 15 ? foreign(digits) : null;
    }

    /** The area code of a North American number in E.164; 0 of another. */
    static int areaCode(String e164) {
        return e164.startsWith("+1") && e164.length() == 12 ? Integer.parseInt(e164, 2, 5, 10) : 0;
    }

    private static boolean isNanp(long national) {
        long area = national / 10_000_000;
        long office = national / 10_000 % 1000;
        return area >= 200 && area % 100 != 11 && area / 10 % 10 != 9 && office >= 200 && office % 100 != 11;
    }

    private static @Nullable String foreign(long digits) {
        try {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            return numbers.isValidNumber(numbers.parse("+" + digits, null)) ? "+" + digits : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
