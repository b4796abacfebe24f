package io.gavel.gateway.demo.phone;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Somebody who comes to a site by an advertisement, a search or on their own. */
public final class Visitor {
    private static final List<String> CAMES = List.of(
            "?gclid=Cj0KCQ%d&utm_source=google&utm_medium=cpc&utm_campaign=brand&utm_term=cheap+car+insurance",
            "?gclid=EAIaIQ%d&utm_source=google&utm_medium=cpc&utm_campaign=auto-ca&utm_term=sr22+insurance",
            "?gclid=CjwKCA%d&utm_source=google&utm_medium=cpc&utm_campaign=auto-tx&utm_term=same+day+insurance",
            "?msclkid=%d&utm_source=bing&utm_medium=cpc&utm_campaign=auto-search&utm_term=car+insurance+quotes",
            "?fbclid=IwAR%d&utm_source=facebook&utm_medium=social&utm_campaign=lookalike-3",
            "?utm_source=newsletter&utm_medium=email&utm_campaign=week-%d",
            "");
    private static final List<String> PAGES = List.of("/auto", "/auto/quote", "/loans", "/call-now");
    private static final int WEEKS = 52;

    private Visitor() {}

    /** What the page would post. */
    public static JsonObject body(String pool, SplittableRandom random) {
        return cameBy(random).put("pool", pool).put("visitor", Long.toHexString(random.nextLong()) + "-demo");
    }

    /** Where somebody came from: the page with what the click put into its address, and the page before. */
    public static JsonObject cameBy(SplittableRandom random) {
        String came = CAMES.get(random.nextInt(CAMES.size()));
        int number = came.contains("week-") ? random.nextInt(1, WEEKS + 1) : random.nextInt(1_000_000);
        String page = PAGES.get(random.nextInt(PAGES.size()));
        return new JsonObject()
                .put("landing_page", "https://quotes.example" + page + String.format(Locale.ROOT, came, number))
                .put("referrer", came.isEmpty() ? "" : "https://www.google.com/");
    }

    /** An address of a documentation network (RFC 5737, RFC 2544). */
    static String address(SplittableRandom random) {
        return "198.18." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }
}
