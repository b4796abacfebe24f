package io.gavel.gateway.sip.message;

import org.jspecify.annotations.Nullable;

/** Reads a header's value from left to right (RFC 3261 §25.1). */
final class Cursor {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = 0; c < TOKEN.length; c++) {
            TOKEN[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-.!%*_+`'~".indexOf(c) >= 0;
        }
    }

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    /** The next character, NUL at the end. */
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    Cursor skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return this;
    }

    /** Takes the character if it comes next, white space around it too. */
    boolean take(char wanted) {
        int before = at;
        skipSpace();
        if (peek() == wanted && !atEnd()) {
            at++;
            skipSpace();
            return true;
        }
        at = before;
        return false;
    }

    /** A token, empty if none. */
    String token() {
        int start = at;
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** What stands before any of the characters (or the end). */
    String until(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** A quoted string without its quotes and escapes; null if it does not end. */
    @Nullable
    String quoted() {
        StringBuilder unescaped = new StringBuilder();
        int from = at + 1;
        for (int next = from; next < text.length(); next++) {
            char c = text.charAt(next);
            if (c == '"') {
                at = next + 1;
                return unescaped.toString();
            }
            if (c == '\\' && next + 1 < text.length()) {
                next++;
                unescaped.append(text.charAt(next));
            } else {
                unescaped.append(c);
            }
        }
        return null;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isToken(char c) {
        return c < TOKEN.length && TOKEN[c];
    }

    static boolean isToken(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!isToken(text.charAt(at))) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
