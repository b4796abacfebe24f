package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.JsonBytes;
import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that a person agreed to be called: when, from which address, with what, on which page, to which words, and what TrustedForm
 * and Jornaya know it by. Checked in form only; kept in the vault with the lead, and passed on to its buyer. One request.
 */
final class Consent {
    private static final int LONGEST = 2_048;
    private static final int LONGEST_WORDS = 10_000;
    private static final Pattern TRUSTED_FORM = Pattern.compile("https://cert\\.trustedform\\.com/[0-9a-f]{40}");
    private static final Pattern LEAD_ID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    private final Map<String, String> given = new LinkedHashMap<>();

    void clear() {
        given.clear();
    }

    /** Takes one of its members, or notes what is wrong with it. */
    void take(Draft draft, String name, @Nullable String text) {
        String path = "consent." + (name.length() > 64 ? name.substring(0, 64) : name);
        if (text == null) {
            draft.error(path, "must be a text");
            return;
        }
        String wrong = wrong(name, text);
        if (wrong != null) {
            draft.error(path, wrong);
        } else if (given.putIfAbsent(name, canonical(name, text)) != null) {
            draft.error(path, "is given twice");
        }
    }

    private static @Nullable String wrong(String name, String text) {
        return switch (name) {
            case "at" -> isTime(text) ? null : "must be a time like 2026-11-22T09:30:00Z";
            case "address" ->
                NetUtil.isValidIpV4Address(text) || (NetUtil.isValidIpV6Address(text) && text.indexOf('%') < 0)
                        ? null
                        : "must be an IP address";
            case "user_agent" ->
                isPlain(text, LONGEST) ? null : "must be at most 2048 bytes without control characters";
            case "url" -> isPage(text) ? null : "must be the address of a page, http or https, of at most 2048 bytes";
            case "text" -> bytes(text) <= LONGEST_WORDS && !text.isBlank() ? null : "must be at most 10000 bytes";
            case "trustedform_cert_url" ->
                TRUSTED_FORM.matcher(text).matches()
                        ? null
                        : "must be https://cert.trustedform.com/ and 40 hex digits in lower case";
            case "jornaya_lead_id" ->
                LEAD_ID.matcher(text).matches() ? null : "must be a LeadiD: 8-4-4-4-12 hex digits";
            default -> "is no key here: at, address, user_agent, url, text, trustedform_cert_url, jornaya_lead_id";
        };
    }

    private static String canonical(String name, String text) {
        return name.equals("jornaya_lead_id") ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static boolean isTime(String text) {
        try {
            return text.length() <= 40 && OffsetDateTime.parse(text).getYear() >= 2000;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isPage(String text) {
        if (!isPlain(text, LONGEST)) {
            return false;
        }
        try {
            URI page = new URI(text);
            return ("https".equalsIgnoreCase(page.getScheme()) || "http".equalsIgnoreCase(page.getScheme()))
                    && page.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isPlain(String text, int most) {
        return !text.isBlank() && bytes(text) <= most && text.chars().noneMatch(Character::isISOControl);
    }

    private static int bytes(String text) {
        return text.length() > LONGEST_WORDS ? Integer.MAX_VALUE : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** As it is kept; empty if nothing was given. */
    byte[] json() {
        if (given.isEmpty()) {
            return new byte[0];
        }
        JsonBytes json = new JsonBytes().raw('{');
        boolean first = true;
        for (Map.Entry<String, String> each : given.entrySet()) {
            if (!first) {
                json.raw(',');
            }
            first = false;
            json.string(each.getKey()).raw(':').string(each.getValue());
        }
        return json.raw('}').copy();
    }
}
