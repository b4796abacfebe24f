package io.gavel.gateway.vault.erasure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.FieldType;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be erased.
 *
 * @param phone E.164, null: not given
 * @param email as it is hashed, null: not given
 */
record Person(@Nullable String phone, @Nullable String email) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Who this is without saying so: the same for the same person in this exchange, and of no use elsewhere. */
    List<String> marks(PersonHash hash) {
        List<String> marks = new ArrayList<>();
        if (phone != null) {
            marks.add("phone:" + Long.toHexString(hash.key(FieldType.PHONE, phone)));
        }
        if (email != null) {
            marks.add("email:" + Long.toHexString(hash.key(FieldType.EMAIL, email)));
        }
        return marks;
    }

    /**
     * Whether an entry of a vault is of this person: any text of it, however deep, is the number or the address, or has it in it, as
     * remarks and the addresses of pages do.
     */
    boolean isIn(byte[] entry) {
        byte[] origin = Vault.origin(entry);
        return origin == null
                ? isInPart(entry)
                : isInPart(Arrays.copyOf(entry, entry.length - origin.length - 1)) || isInPart(origin);
    }

    private boolean isInPart(byte[] part) {
        try (JsonParser json = FACTORY.createParser(part)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && is(json.getText())) {
                    return true;
                }
            }
            return false;
        } catch (IOException notJson) {
            return is(new String(part, StandardCharsets.UTF_8));
        }
    }

    private boolean is(String text) {
        if (phone != null && (phone.equals(PhoneNumber.e164(text)) || hasNumber(text, phone))) {
            return true;
        }
        return email != null && hasAddress(text.indexOf('%') < 0 ? text : decoded(text), email);
    }

    private static boolean hasAddress(String text, String email) {
        String small = text.toLowerCase(Locale.ROOT);
        for (int at = small.indexOf(email); at >= 0; at = small.indexOf(email, at + 1)) {
            int end = at + email.length();
            boolean begins = at == 0 || !isOfAddress(small.charAt(at - 1));
            boolean isWhole = end == small.length()
                    || !isOfAddress(small.charAt(end))
                    || (small.charAt(end) == '.' && (end + 1 == small.length() || !isWord(small.charAt(end + 1))));
            if (begins && isWhole) {
                return true;
            }
        }
        return false;
    }

    /** Its digits, without country code if that is North America's, in one piece and not as a part of a longer word. */
    private static boolean hasNumber(String text, String phone) {
        String digits = phone.startsWith("+1") ? phone.substring(2) : phone.substring(1);
        for (int at = text.indexOf(digits); at >= 0; at = text.indexOf(digits, at + 1)) {
            int end = at + digits.length();
            int begin = at > 0 && text.charAt(at - 1) == '1' && phone.startsWith("+1") ? at - 1 : at;
            boolean isAlone = (begin == 0 || !isWord(text.charAt(begin - 1)) || isEscape(text, begin))
                    && (end == text.length() || !isWord(text.charAt(end)));
            if (isAlone) {
                return true;
            }
        }
        return false;
    }

    /** A plus before it, as addresses of pages write that. */
    private static boolean isEscape(String text, int end) {
        return text.regionMatches(true, end - 3, "%2b", 0, 3);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c);
    }

    private static boolean isOfAddress(char c) {
        return isWord(c) || "._%+-'".indexOf(c) >= 0;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
