package io.gavel.gateway.demo.phone;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Somebody who comes to a site by an advertisement, a search or on their own. */
public final class Visitor {
    private static final List<String> CAMES = List.of(
            "?gclid=Cj0KCQ%d&utm_source=google&utm_campaign=brand&utm_term=cheap+car+insurance",
            "?gclid=EAIaIQ%d&utm_source=google&utm_campaign=auto-ca&utm_term=sr22+insurance",
            "?msclkid=%d&utm_source=bing&utm_campaign=auto-search&utm_term=car+insurance+quotes",
            "?fbclid=IwAR%d&utm_source=facebook&utm_campaign=lookalike-3",
            "?utm_source=newsletter&utm_campaign=week-%d",
            "");

    private Visitor() {}

    /** What the page would post. */
    public static JsonObject body(String pool, SplittableRandom random) {
        String came = CAMES.get(random.nextInt(CAMES.size()));
        return new JsonObject()
                .put("pool", pool)
                .put("visitor", Long.toHexString(random.nextLong()) + "-demo")
                .put(
                        "landing_page",
                        "https://quotes.example/auto" + String.format(Locale.ROOT, came, random.nextInt(1_000_000)))
                .put("referrer", came.isEmpty() ? "" : "https://www.google.com/");
    }

    /** An address of a documentation network (RFC 5737, RFC 2544). */
    static String address(SplittableRandom random) {
        return "198.18." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }
}
