package io.gavel.bench.experiment;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A big market, as an operator's pages have to show it: ten campaigns, forty buyers, as many orders as are wanted. */
final class ConsoleMarket {
    /** Every tenth order is for calls. */
    private static final int CALLS_EVERY = 10;

    private static final int LEAD_CAMPAIGNS = 8;
    private static final int CALL_CAMPAIGNS = 2;
    private static final int BUYERS = 40;
    private static final int SELLERS = 10;
    private static final int POOL_NUMBERS = 100;
    private static final List<String> STATES = List.of(
            "CA", "NV", "NY", "IL", "TX", "FL", "WA", "OR", "GA", "CO", "AZ", "MA", "PA", "OH", "MI", "MN", "MO");

    private ConsoleMarket() {}

    static String of(int orders) {
        StringBuilder text = new StringBuilder("""
                currency: USD
                verticals:
                  insurance:
                    fields:
                      zip: {type: zip, required: ping}
                      state: {type: us_state}
                      age: {type: integer, min: 16, max: 110, required: ping}
                      insured: {type: boolean}
                      credit: {type: enum, values: [poor, fair, good, excellent]}
                      phone: {type: phone, required: post, personal: true}
                      email: {type: email, personal: true}
                      first_name: {type: text, personal: true}
                  calls: {fields: {state: {type: us_state}, phone: {type: phone, personal: true}}}
                carriers: {bench: {addresses: [127.0.0.1/32], rates: {inbound: {per_minute: 0.0085}}}}
                """);
        text.append("sellers:\n");
        for (int i = 0; i < SELLERS; i++) {
            text.append("  seller-%d: {api_key: bench-seller-%d, share: 0.80}%n".formatted(i, i));
        }
        text.append("buyers:\n");
        for (int i = 0; i < BUYERS; i++) {
            text.append("  buyer-%d: {api_key: bench-buyer-%d, timezone: America/New_York, credit: 100000000.00}%n"
                    .formatted(i, i));
        }
        campaigns(text);
        text.append("orders:\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < orders; i++) {
            text.append("  order-").append(i).append(": {buyer: buyer-").append(i % BUYERS);
            text.append(i % CALLS_EVERY == 0 ? call(i, random) : lead(i, random));
        }
        numbers(text);
        return text.toString();
    }

    private static void campaigns(StringBuilder text) {
        String all = String.join(
                ", ",
                java.util.stream.IntStream.range(0, SELLERS)
                        .mapToObj(i -> "seller-" + i)
                        .toList());
        text.append("campaigns:\n");
        for (int i = 0; i < LEAD_CAMPAIGNS; i++) {
            text.append(
                    "  leads-%d: {vertical: insurance, product: lead, method: ping_post, floor: 2.00, sellers: [%s]}%n"
                            .formatted(i, all));
        }
        for (int i = 0; i < CALL_CAMPAIGNS; i++) {
            text.append("  calls-%d: {vertical: calls, product: call, method: ping_post, sellers: [%s]}%n"
                    .formatted(i, all));
        }
    }

    private static String lead(int i, SplittableRandom random) {
        int from = random.nextInt(18, 50);
        return String.format(
                Locale.ROOT,
                ", campaign: leads-%d, price: %d.%02d, filter: {all: [{field: state, in: [%s, %s, %s]}, {field: age, between:"
                        + " [%d, %d]}]}, caps: [{count: %d, per: day}]}%n",
                i / CALLS_EVERY % LEAD_CAMPAIGNS,
                random.nextInt(3, 30),
                random.nextInt(100),
                state(random),
                state(random),
                state(random),
                from,
                from + random.nextInt(5, 40),
                random.nextInt(50, 5_000));
    }

    private static String call(int i, SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                ", campaign: calls-%d, price: %d.%02d, filter: {field: state, in: [%s, %s, %s]}, billable_after_s: 60, deliver: {sip:"
                        + " \"sip:%s@127.0.0.1:5091\"}}%n",
                i / CALLS_EVERY % CALL_CAMPAIGNS,
                random.nextInt(5, 40),
                random.nextInt(100),
                state(random),
                state(random),
                state(random),
                List.of("answers", "answers", "busy", "slow").get(random.nextInt(4)));
    }

    private static String state(SplittableRandom random) {
        return '"' + STATES.get(random.nextInt(STATES.size())) + '"';
    }

    private static void numbers(StringBuilder text) {
        text.append("numbers:\n");
        for (int i = 0; i < 20; i++) {
            text.append("  \"+1800555%04d\": {campaign: calls-%d, source: billboard-%d, seller: seller-%d}%n"
                    .formatted(i, i % CALL_CAMPAIGNS, i, i % SELLERS));
        }
        text.append(
                "pools:\n  web: {campaign: calls-0, hold_s: 60, seller: seller-0, overflow: \"+18005559999\", numbers: [");
        for (int i = 0; i < POOL_NUMBERS; i++) {
            text.append(i == 0 ? "" : ", ").append("\"+1213555%04d\"".formatted(i));
        }
        text.append("]}\n");
    }
}
