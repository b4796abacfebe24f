package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks who hears what happens: webhooks, sellers' postbacks, advertising platforms. Any thread. */
final class WebhookReader {
    /** Kinds of receivers; the first is the usual one. */
    enum Kind {
        WEBHOOK,
        POSTBACK,
        GA4,
        GOOGLE_ADS
    }

    private static final int MOST = 1_000;

    private final Known known;
    private final Problems problems;

    WebhookReader(Known known, Problems problems) {
        this.known = known;
        this.problems = problems;
    }

    void read(Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        reading.textOrNull("name");
        reading.flag("enabled", true);
        switch (reading.word("kind", Kind.WEBHOOK, List.of(Kind.values()))) {
            case WEBHOOK -> webhook(reading);
            case POSTBACK -> postback(reading);
            case GA4 -> ga4(reading);
            case GOOGLE_ADS -> googleAds(reading);
        }
        reading.end();
    }

    /** {@code {url, events, signing_secret}}. */
    private static void webhook(Reading reading) {
        if (reading.url("url") == null && !reading.has("url")) {
            reading.problem("url", "is missing");
        }
        for (String event : reading.texts("events", 100)) {
            problem(reading, "events", WebhookEvents.problem(event));
        }
        reading.textOrNull("signing_secret");
    }

    /** {@code {url, method, body, retractions, seller, campaigns}}: the address and the body have macros. */
    private void postback(Reading reading) {
        common(reading);
        boolean priced = !reading.has("seller");
        String url = reading.textOrNull("url");
        if (url == null && !reading.has("url")) {
            reading.problem("url", "is missing");
        } else if (url != null) {
            PostbackTemplate template = PostbackTemplate.url(url);
            String filled = template.fill(name -> "x");
            problem(reading, "url", template.problem(priced));
            if (!template.hasFixedHost() || !filled.matches("https?://[^/?#@\\s]+([/?][^\\s#]*)?")) {
                reading.problem(
                        "url", "expected an address like https://host/path?click={click_id}, macros after the host");
            }
        }
        CampaignReader.oneOf(reading, "method", "get", "post");
        String body = reading.textOrNull("body");
        if (body != null) {
            problem(reading, "body", PostbackTemplate.body(body).problem(priced));
            if (!"post".equals(reading.text("method", "get"))) {
                reading.problem("body", "goes with method: post");
            }
        }
        reading.flag("retractions", false);
    }

    /** {@code {measurement_id, event, validate, api, secret, seller, campaigns}}. */
    private void ga4(Reading reading) {
        common(reading);
        String id = reading.textOrNull("measurement_id");
        if (id == null || !id.matches("G-[A-Z0-9]{4,20}")) {
            reading.problem("measurement_id", "expected the stream's id, like G-AB12CD34EF");
        }
        if (!reading.text("event", "purchase").matches("[A-Za-z][A-Za-z0-9_]{0,39}")) {
            reading.problem("event", "expected an event's name, like purchase");
        }
        reading.flag("validate", false);
        platform(reading);
    }

    /** {@code {customer, login_customer, conversion_action, consent, api, token_url, secret, seller, campaigns}}. */
    private void googleAds(Reading reading) {
        common(reading);
        for (String key : List.of("customer", "login_customer")) {
            String id = reading.textOrNull(key);
            boolean absent = id == null && !reading.has(key) && key.equals("login_customer");
            if (!absent && (id == null || !id.replace("-", "").matches("[0-9]{10}"))) {
                reading.problem(key, "expected the account's ten digits, like \"123-456-7890\"");
            }
        }
        String action = reading.textOrNull("conversion_action");
        if (action == null || !action.matches("[0-9]{1,20}")) {
            reading.problem("conversion_action", "expected the conversion action's number");
        }
        Reading consent = reading.map("consent");
        if (consent != null) {
            for (String key : List.of("ad_user_data", "ad_personalization")) {
                CampaignReader.oneOf(consent, key, "granted", "denied");
            }
            consent.end();
        }
        reading.url("token_url");
        platform(reading);
    }

    private static void platform(Reading reading) {
        reading.url("api");
        String secret = reading.textOrNull("secret");
        if (secret != null && !secret.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            reading.problem("secret", "expected the name of a file of secrets, without its folder and ending");
        }
    }

    private void common(Reading reading) {
        for (String campaign : reading.texts("campaigns", MOST)) {
            if (!known.has(EntityKind.CAMPAIGN, campaign)) {
                reading.problem(
                        "campaigns", "there is no campaign " + campaign + known.near(EntityKind.CAMPAIGN, campaign));
            }
        }
        String seller = reading.textOrNull("seller");
        if (seller != null && known.seller(seller) == null) {
            reading.problem("seller", "there is no seller " + seller + known.near(EntityKind.SELLER, seller));
        }
    }

    private static void problem(Reading reading, String key, @Nullable String problem) {
        if (problem != null) {
            reading.problem(key, problem);
        }
    }
}
