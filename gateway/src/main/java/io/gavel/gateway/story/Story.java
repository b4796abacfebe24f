package io.gavel.gateway.story;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gavel.gateway.vault.LeadText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody came from, as the landing page's address and the referrer tell, or as somebody says. What is longer than {@value
 * #LONGEST} characters is no click id and no campaign's name: it is left out. Pure.
 *
 * @param landingPage without control characters; null: not told
 * @param referrer likewise
 * @param parameters click ids, {@code utm_*} and keyword, then what platforms want to know beside, in this order
 */
public record Story(@Nullable String landingPage, @Nullable String referrer, Map<String, String> parameters) {
    /** Nothing is known. */
    public static final Story NONE = new Story(null, null, Map.of());

    /** Keys of what somebody may say. */
    public static final String LANDING_PAGE = "landing_page";

    public static final String REFERRER = "referrer";

    static final int LONGEST = 2048;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ADDRESS = 8192;
    private static final JsonFactory FACTORY = new JsonFactory();

    /** By click id, who sent the click. */
    private static final Map<String, String> NETWORKS = ordered(
            "gclid",
            "google",
            "gbraid",
            "google",
            "wbraid",
            "google",
            "msclkid",
            "bing",
            "fbclid",
            "facebook",
            "ttclid",
            "tiktok");

    private static final List<String> OTHERS =
            List.of("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "keyword");

    /** What an address may say of a click: who sent it, and what for. */
    private static final List<String> CLICKS =
            Stream.concat(NETWORKS.keySet().stream(), OTHERS.stream()).toList();

    /** Consent, and the id that Google Analytics gave the visitor: said by the page, never by an address. */
    private static final List<String> SAID = List.of("ad_user_data", "ad_personalization", "ga_client_id");

    /** What the addresses say. */
    public static Story of(@Nullable String landingPage, @Nullable String referrer) {
        return of(landingPage, referrer, Map.of());
    }

    /** What the addresses say, and over that what is told by name; unknown names are not read. */
    public static Story of(@Nullable String landingPage, @Nullable String referrer, Map<String, String> told) {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> query = landingPage == null ? Map.of() : query(landingPage);
        for (String name : CLICKS) {
            keep(found, name, told.getOrDefault(name, query.get(name)));
        }
        for (String name : SAID) {
            keep(found, name, told.get(name));
        }
        return new Story(plain(landingPage), plain(referrer), found);
    }

    /** Whether somebody may say something by this name. */
    public static boolean isName(String name) {
        return name.equals(LANDING_PAGE)
                || name.equals(REFERRER)
                || NETWORKS.containsKey(name)
                || OTHERS.contains(name)
                || SAID.contains(name);
    }

    /** The most characters that may be said by this name. */
    public static int longest(String name) {
        return name.equals(LANDING_PAGE) || name.equals(REFERRER) ? LONGEST_ADDRESS : LONGEST;
    }

    /** This, and what the other says where this is silent. */
    public Story over(Story other) {
        Map<String, String> all = new LinkedHashMap<>(other.parameters);
        all.putAll(parameters);
        return new Story(
                landingPage == null ? other.landingPage : landingPage,
                referrer == null ? other.referrer : referrer,
                all);
    }

    public boolean isEmpty() {
        return landingPage == null && referrer == null && parameters.isEmpty();
    }

    /** Each thing that a vertical may have a field for: its name, its value. */
    public void tell(BiConsumer<String, String> to) {
        tell(to, "source", source());
        tell(to, "utm_campaign", campaign());
        tell(to, "keyword", keyword());
        tell(to, LANDING_PAGE, page());
        tell(to, REFERRER, referrerHost());
        parameters.forEach(to);
    }

    private static void tell(BiConsumer<String, String> to, String name, @Nullable String value) {
        if (value != null) {
            to.accept(name, value);
        }
    }

    /** As an object, for a vault; {@code visitRef}: of the visit that told it, in the vault of visits, so that both are erased; 0: none. */
    public byte[] json(long visitRef) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            members(json);
            if (visitRef != 0) {
                json.writeNumberField(LeadText.VISIT, visitRef);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** Its members, into an object that is being written. */
    public void members(JsonGenerator json) throws IOException {
        text(json, LANDING_PAGE, landingPage);
        text(json, REFERRER, referrer);
        text(json, "source", source());
        text(json, "campaign", campaign());
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (!parameter.getKey().equals("keyword")) {
                text(json, parameter.getKey(), parameter.getValue());
            }
        }
        text(json, "keyword", keyword());
    }

    /** A member whose text is well formed whatever it was. */
    public static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, wellFormed(value));
        }
    }

    /** What a vault has of a story, a visit or a lead's fields: members that are none of a story's are passed over. */
    public static Story read(byte @Nullable [] json) throws IOException {
        if (json == null) {
            return NONE;
        }
        Map<String, String> told = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING && isName(name)) {
                    told.put(name, parser.getText());
                }
                parser.skipChildren();
            }
        }
        return of(told.get(LANDING_PAGE), told.get(REFERRER), told);
    }

    /** What is said by a name, or null. */
    public @Nullable String get(String name) {
        return parameters.get(name);
    }

    /** Whether it says more than that somebody is here: then it takes the place of what was known before. */
    public boolean isTracked() {
        for (String name : parameters.keySet()) {
            if (!SAID.contains(name)) {
                return true;
            }
        }
        return referrerHost() != null;
    }

    /** {@code utm_source}, else the click's network, else the referring site; null: came on its own. */
    public @Nullable String source() {
        String named = parameters.get("utm_source");
        if (named != null) {
            return cut(named);
        }
        for (Map.Entry<String, String> network : NETWORKS.entrySet()) {
            if (parameters.containsKey(network.getKey())) {
                return network.getValue();
            }
        }
        return referrerHost();
    }

    public @Nullable String campaign() {
        String campaign = parameters.get("utm_campaign");
        return campaign == null ? null : cut(campaign);
    }

    public @Nullable String keyword() {
        String keyword = parameters.getOrDefault("keyword", parameters.get("utm_term"));
        return keyword == null ? null : cut(keyword);
    }

    /** The landing page without its query. */
    public @Nullable String page() {
        String page = landingPage;
        if (page == null) {
            return null;
        }
        int end = page.length();
        for (char c : new char[] {'?', '#'}) {
            int at = page.indexOf(c);
            end = at < 0 ? end : Math.min(end, at);
        }
        return cut(page.substring(0, end));
    }

    /** The site that the visitor came from; null if it is none, or the landing page's own. */
    public @Nullable String referrerHost() {
        String from = host(referrer);
        return from == null || from.equals(host(landingPage)) ? null : cut(from);
    }

    /** Half a character, by malice or where a text was cut, becomes a question mark: UTF-8 has none. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    /** Short enough for the line. */
    private static String cut(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }

    private static @Nullable String host(@Nullable String url) {
        if (url == null) {
            return null;
        }
        int scheme = url.indexOf("://");
        if (scheme < 0 || !url.regionMatches(true, 0, "http", 0, 4)) {
            return null;
        }
        int end = scheme + 3;
        while (end < url.length() && "/?#:".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String host = url.substring(scheme + 3, end).toLowerCase(Locale.ROOT);
        String bare = host.startsWith("www.") ? host.substring(4) : host;
        return bare.isEmpty() ? null : bare;
    }

    private static Map<String, String> query(String url) {
        int from = url.indexOf('?');
        if (from < 0) {
            return Map.of();
        }
        int end = url.indexOf('#', from);
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : url.substring(from + 1, end < 0 ? url.length() : end).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(
                        pair.substring(0, equals).toLowerCase(Locale.ROOT), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String value) {
        if (value.indexOf('%') < 0 && value.indexOf('+') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static void keep(Map<String, String> into, String name, @Nullable String value) {
        String plain = value == null || value.length() > LONGEST ? null : plain(value);
        if (plain != null && !plain.isBlank()) {
            into.put(name, plain.strip());
        }
    }

    private static @Nullable String plain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int at = 0;
        while (at < text.length() && !isControl(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!isControl(text.charAt(i))) {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static boolean isControl(char c) {
        return c < ' ' || c == 0x7f;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
