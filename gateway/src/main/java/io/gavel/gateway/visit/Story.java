package io.gavel.gateway.visit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a visitor came from, as the landing page's address and the referrer tell. What is longer than {@value #LONGEST} characters
 * is no click id and no campaign's name: it is left out. Pure.
 *
 * @param landingPage without control characters; null: not told
 * @param referrer likewise
 * @param parameters click ids, {@code utm_*} and keyword, in this order, as far as the landing page has them
 */
record Story(@Nullable String landingPage, @Nullable String referrer, Map<String, String> parameters) {
    static final int LONGEST = 2048;
    private static final int LONGEST_NAME = 100;

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

    static Story of(@Nullable String landingPage, @Nullable String referrer) {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> query = landingPage == null ? Map.of() : query(landingPage);
        for (String name : NETWORKS.keySet()) {
            keep(found, name, query.get(name));
        }
        for (String name : OTHERS) {
            keep(found, name, query.get(name));
        }
        return new Story(plain(landingPage), plain(referrer), found);
    }

    /** Whether it says more than that somebody is here: then it takes the place of what was known before. */
    boolean isTracked() {
        return !parameters.isEmpty() || referrerHost() != null;
    }

    /** {@code utm_source}, else the click's network, else the referring site; null: came on its own. */
    @Nullable
    String source() {
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

    @Nullable
    String campaign() {
        String campaign = parameters.get("utm_campaign");
        return campaign == null ? null : cut(campaign);
    }

    @Nullable
    String keyword() {
        String keyword = parameters.getOrDefault("keyword", parameters.get("utm_term"));
        return keyword == null ? null : cut(keyword);
    }

    /** The landing page without its query. */
    @Nullable
    String page() {
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
    @Nullable
    String referrerHost() {
        String from = host(referrer);
        return from == null || from.equals(host(landingPage)) ? null : cut(from);
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
        return text == null ? null : text.replaceAll("\\p{Cntrl}", "");
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
