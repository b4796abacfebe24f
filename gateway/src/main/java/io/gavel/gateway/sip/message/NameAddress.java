package io.gavel.gateway.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * What From, To, Contact, Route and P-Asserted-Identity hold (RFC 3261 §20.10). Immutable.
 *
 * @param display without quotes and escapes; empty if none
 * @param uri as written; "*" for the star of a Contact
 * @param parameters the header's, not the URI's
 */
public record NameAddress(String display, String uri, Parameters parameters) {

    /** Null if it is broken. */
    public static @Nullable NameAddress parse(String value) {
        Cursor cursor = new Cursor(value);
        cursor.skipSpace();
        String display = "";
        if (cursor.peek() == '"') {
            display = cursor.quoted();
            if (display == null || cursor.skipSpace().peek() != '<') {
                return null;
            }
        } else {
            int bracket = value.indexOf('<');
            if (bracket < 0) {
                return bare(cursor);
            }
            display = value.substring(cursor.position(), bracket).strip();
            cursor.moveTo(bracket);
            if (display.indexOf('"') >= 0 || display.indexOf('>') >= 0) {
                return null;
            }
        }
        return bracketed(cursor, display);
    }

    private static @Nullable NameAddress bracketed(Cursor cursor, String display) {
        cursor.moveTo(cursor.position() + 1);
        String uri = cursor.until(">");
        if (cursor.peek() != '>' || SipUri.schemeOf(uri).isEmpty()) {
            return null;
        }
        cursor.moveTo(cursor.position() + 1);
        Parameters parameters = Parameters.read(cursor, ';');
        return parameters == null ? null : new NameAddress(display, uri, parameters);
    }

    /** Without brackets all parameters are the header's, and the URI has no question mark (§20). */
    private static @Nullable NameAddress bare(Cursor cursor) {
        String uri = cursor.until("; \t");
        if (!uri.equals("*")
                && (uri.indexOf('?') >= 0
                        || uri.indexOf(',') >= 0
                        || SipUri.schemeOf(uri).isEmpty())) {
            return null;
        }
        Parameters parameters = Parameters.read(cursor, ';');
        return parameters == null ? null : new NameAddress("", uri, parameters);
    }

    public static NameAddress of(String display, String uri) {
        return new NameAddress(display, uri, Parameters.NONE);
    }

    /** Null if the URI is of another scheme than SIP, SIPS and tel, or broken. */
    public @Nullable SipUri sipUri() {
        return SipUri.parse(uri);
    }

    /** Empty if there is none. */
    public String tag() {
        String tag = parameters.get("tag");
        return tag == null ? "" : tag;
    }

    public NameAddress with(String name, @Nullable String value) {
        return new NameAddress(display, uri, parameters.with(name, value));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(64);
        if (!display.isEmpty()) {
            Text.quote(text, display);
            text.append(' ');
        }
        return text.append('<').append(uri).append('>').append(parameters).toString();
    }
}
