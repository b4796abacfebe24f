package io.gavel.bench.experiment;

import io.gavel.gateway.demo.Buyer;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Markets to measure with: one campaign, no caps that bind, awards that are forgotten after a second. */
final class BenchMarket {

    /** The key of its one seller. */
    static final String SELLER_KEY = "bench-seller";

    /** A ping of it: as many bytes as the exchange's answer, give or take a few. */
    static final String PING =
            "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"{{zip}}\",\"age\":{{age}},\"insured\":{{boolean}}},"
                    + "\"phone_hash\":\"{{hash}}\",\"source\":\"site-1\"}";

    /** What a page asks for a visitor who never was there. */
    static final String VISIT = "{\"pool\":\"web{{digit}}\",\"visitor\":\"visitor-{{n}}\",\"landing_page\":"
            + "\"https://site.example/?gclid=Cj0{{n}}&utm_source=google&utm_campaign=c1\",\"referrer\":\"\"}";

    private BenchMarket() {}

    /** Ten pools, {@code web0} to {@code web9}, of so many numbers together, each held for a second. */
    static String pools(int numbers) {
        StringBuilder text = new StringBuilder("""
                verticals: {insurance: {fields: {phone: {type: phone}}}}
                campaigns: {calls: {vertical: insurance, product: call, method: waterfall}}
                pools:
                """);
        for (int pool = 0; pool < 10; pool++) {
            long first = 2_000_000_000L + (long) pool * numbers / 10;
            text.append("  web")
                    .append(pool)
                    .append(LongStream.range(first, first + numbers / 10)
                            .mapToObj(number -> "\"+1" + number + "\"")
                            .collect(Collectors.joining(
                                    ", ",
                                    ": {campaign: calls, hold_s: 1, per_address: 0, overflow: \"+1800555018" + pool
                                            + "\", numbers: [",
                                    "]}\n")));
        }
        return text.toString();
    }

    /** So many orders with a fixed price each, all eligible for every ping. */
    static String fixed(int orders, String deliverUrl) {
        return document(
                500,
                orders,
                i -> String.format(Locale.ROOT, "price: %.2f, deliver: {url: \"%s\"}", 5 + i * 0.01, deliverUrl));
    }

    /** An order for each buyer, asked each time. */
    static String asking(List<Buyer> buyers, int deadlineMillis) {
        return document(
                deadlineMillis,
                buyers.size(),
                i -> String.format(
                        Locale.ROOT,
                        "bid: {url: \"%s\", timeout_ms: %d, max: 100.00}, deliver: {url: \"%s\"}",
                        buyers.get(i).bidUrl(),
                        deadlineMillis * 2,
                        buyers.get(i).leadUrl()));
    }

    private static String document(int deadlineMillis, int orders, IntFunction<String> terms) {
        StringBuilder text = new StringBuilder("""
                currency: USD
                verticals:
                  insurance:
                    fields:
                      zip: {type: zip, required: ping}
                      age: {type: integer, min: 16, max: 110, required: ping}
                      insured: {type: boolean}
                      phone: {type: phone, required: post, personal: true}
                sellers:
                  bench: {name: Bench, api_key: %s, share: 0.80}
                campaigns:
                  leads: {vertical: insurance, product: lead, method: ping_post, pricing: first_price, deadline_ms: %d,
                          floor: 1.00, max_sales: 1, award_ttl_s: 1, sellers: [bench]}
                buyers:
                  bench: {name: Bench, timezone: America/New_York, credit: 1000000000.00}
                orders:
                """.formatted(SELLER_KEY, deadlineMillis));
        for (int i = 0; i < orders; i++) {
            text.append("  order-").append(i).append(": {buyer: bench, campaign: leads, ");
            text.append("filter: {field: age, at_least: 18}, ")
                    .append(terms.apply(i))
                    .append("}\n");
        }
        return text.toString();
    }
}
