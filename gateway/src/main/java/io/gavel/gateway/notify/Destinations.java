package io.gavel.gateway.notify;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.SecretFiles;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.PostbackTemplate;
import io.gavel.gateway.market.SigningSecrets;
import java.util.ArrayList;
import java.util.List;

/** Makes destinations of what the market document says of webhooks; it was checked when it was put. Any thread. */
final class Destinations {
    private final Directory directory;
    private final SigningSecrets signing;
    private final SecretFiles secrets;
    private final Sale.Book book;

    Destinations(Directory directory, SigningSecrets signing, SecretFiles secrets, Sale.Book book) {
        this.directory = directory;
        this.signing = signing;
        this.secrets = secrets;
        this.book = book;
    }

    /** @throws IllegalArgumentException if there is none */
    Destination of(Entity entity, Node document) {
        return switch (text(document, "kind", "webhook")) {
            case "webhook" ->
                new Hook(Endpoint.of(text(document, "url", "")), texts(document, "events"), signing.ofWebhook(entity));
            case "postback" -> postback(document);
            case "ga4" -> ga4(entity, document);
            case "google_ads" -> googleAds(entity, document);
            default -> throw new IllegalArgumentException("a kind that this version does not know");
        };
    }

    private Destination postback(Node document) {
        String body = text(document, "body", "");
        return new Postback(
                terms(document, text(document, "retractions", "").equals("true")),
                book,
                text(document, "method", "get").equals("post"),
                PostbackTemplate.url(text(document, "url", "")),
                body.isEmpty() ? null : PostbackTemplate.body(body));
    }

    private Destination ga4(Entity entity, Node document) {
        return new Ga4(
                terms(document, true),
                book,
                text(document, "measurement_id", ""),
                text(document, "event", "purchase"),
                text(document, "validate", "").equals("true"),
                address(document, "api", Ga4.API),
                text(document, "secret", entity.name()),
                secrets);
    }

    private Destination googleAds(Entity entity, Node document) {
        String customer = text(document, "customer", "").replace("-", "");
        Node consent = document.get("consent");
        Node told = consent == null ? Node.EMPTY_MAP : consent;
        GoogleRows rows = new GoogleRows(
                "customers/" + customer + "/conversionActions/" + text(document, "conversion_action", ""),
                text(told, "ad_user_data", ""),
                text(told, "ad_personalization", ""));
        return new GoogleAds(
                terms(document, true),
                book,
                rows,
                address(document, "api", GoogleAds.API),
                address(document, "token_url", GoogleAds.TOKEN_URL),
                customer,
                text(document, "login_customer", "").replace("-", ""),
                text(document, "secret", entity.name()),
                secrets);
    }

    private Terms terms(Node document, boolean retractions) {
        return new Terms(directory::now, texts(document, "campaigns"), text(document, "seller", ""), retractions);
    }

    private static String address(Node document, String key, String usual) {
        return text(document, key, usual).replaceAll("/+$", "");
    }

    static String text(Node document, String key, String usual) {
        Node node = document.get(key);
        return node == null || node.isNull() ? usual : node.text();
    }

    private static List<String> texts(Node document, String key) {
        List<String> texts = new ArrayList<>();
        Node list = document.get(key);
        for (int i = 0; list != null && i < list.values().size(); i++) {
            texts.add(list.values().get(i).text());
        }
        return List.copyOf(texts);
    }
}
