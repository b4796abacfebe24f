package io.gavel.gateway.number;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.client.Client;
import io.gavel.gateway.config.SecretFiles;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx, API v2: {@code GET /v2/available_phone_numbers}, {@code POST} and {@code GET /v2/number_orders}. Our reference is the
 * order's {@code customer_reference}, by which it is found again. The secrets' file {@code telnyx} has {@code api_key} and perhaps
 * {@code connection_id}, to which new numbers are connected.
 */
final class Telnyx implements NumberProvider {
    private static final String NAME = "telnyx";
    private static final ObjectMapper READER = new ObjectMapper();
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TOO_MANY = 429;
    private static final Duration SETTLING = Duration.ofMinutes(2);

    private final Client client;
    private final String api;
    private final SecretFiles secrets;

    /** {@code api}: {@code https://api.telnyx.com}. */
    Telnyx(Client client, String api, SecretFiles secrets) {
        this.client = client;
        this.api = api;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletableFuture<List<Offer>> search(int areaCode, int limit) {
        String code = areaCode == 0 ? "" : "&" + filter("national_destination_code") + areaCode;
        return get("/v2/available_phone_numbers?" + filter("country_code") + "US" + code + "&" + filter("features")
                        + "voice&" + filter("limit") + limit)
                .thenApply(body -> offers(body, limit));
    }

    @Override
    public CompletableFuture<Progress> order(String reference, List<String> numbers) {
        String headers = headers();
        if (headers == null) {
            return CompletableFuture.failedFuture(noKey());
        }
        return Asked.post(client, api + "/v2/number_orders", headers, body(reference, numbers))
                .thenApply(answer -> progress(json(answer).path("data")));
    }

    @Override
    public CompletableFuture<Progress> find(String reference) {
        String asked = "/v2/number_orders?" + filter("customer_reference") + encoded(reference);
        return get(asked).thenCompose(body -> {
            for (JsonNode order : body.path("data")) {
                if (order.path("customer_reference").asText().equals(reference)) {
                    return whole(order);
                }
            }
            return CompletableFuture.completedFuture(Progress.NONE);
        });
    }

    /** As long as several of our time-outs: what is taken after that was lost on the way. */
    @Override
    public Duration settling() {
        return SETTLING;
    }

    /** A list may leave out the numbers of its orders. */
    private CompletableFuture<Progress> whole(JsonNode order) {
        return order.path("phone_numbers").isEmpty()
                ? get("/v2/number_orders/" + encoded(order.path("id").asText()))
                        .thenApply(body -> progress(body.path("data")))
                : CompletableFuture.completedFuture(progress(order));
    }

    private CompletableFuture<JsonNode> get(String path) {
        String headers = headers();
        return headers == null
                ? CompletableFuture.failedFuture(noKey())
                : Asked.get(client, api + path, headers).thenApply(Telnyx::json);
    }

    private @Nullable String headers() {
        String key = secrets.find(NAME, "api_key");
        return key == null ? null : "authorization: Bearer " + key.replaceAll("[^\\x21-\\x7e]", "");
    }

    private static Failure noKey() {
        return new Failure("no api_key among the secrets of " + NAME, false);
    }

    private byte[] body(String reference, List<String> numbers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("phone_numbers");
            for (String number : numbers) {
                json.writeStartObject();
                json.writeStringField("phone_number", number);
                json.writeEndObject();
            }
            json.writeEndArray();
            String connection = secrets.find(NAME, "connection_id");
            if (connection != null) {
                json.writeStringField("connection_id", connection);
            }
            json.writeStringField("customer_reference", reference);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** The answer's body, or a failure with what Telnyx says: {@code {"errors":[{"code","title","detail"}]}}. */
    private static JsonNode json(Asked.Answer answer) {
        JsonNode body;
        try {
            body = READER.readTree(answer.body());
        } catch (IOException e) {
            throw new Failure("status " + answer.status() + ", not JSON", false);
        }
        if (answer.status() >= 200 && answer.status() < 300 && body != null) {
            return body;
        }
        JsonNode error = body == null ? null : body.at("/errors/0");
        String said = error == null
                ? ""
                : error.path("code").asText() + " " + error.path("title").asText();
        boolean refused = answer.status() >= 400 && answer.status() < 500 && answer.status() != TOO_MANY;
        boolean mayPass = answer.status() == 401 || answer.status() == 408;
        throw new Failure(("status " + answer.status() + " " + said).strip(), refused && !mayPass);
    }

    private static List<Offer> offers(JsonNode body, int limit) {
        List<Offer> offers = new ArrayList<>();
        for (JsonNode each : body.path("data")) {
            String number = PhoneNumber.e164(each.path("phone_number").asText());
            JsonNode cost = each.path("cost_information");
            if (number != null && offers.size() < limit) {
                offers.add(new Offer(
                        number,
                        null,
                        amount(cost.path("monthly_cost").asText("")),
                        null,
                        cost.path("currency").asText("")));
            }
        }
        return offers;
    }

    /** As money is written here: without needless zeros; null if it is none. */
    private static @Nullable String amount(String text) {
        long micros = Money.parse(text);
        return micros == Money.INVALID ? null : Money.text(micros);
    }

    private static Progress progress(JsonNode order) {
        List<String> got = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        boolean isPending = order.path("status").asText().equals("pending");
        boolean hasFailed = order.path("status").asText().equals("failure");
        for (JsonNode each : order.path("phone_numbers")) {
            String number = each.path("phone_number").asText();
            String status = each.path("status").asText();
            if (status.equals("success")) {
                got.add(number);
            } else if (status.equals("failure") || hasFailed) {
                refused.add(number);
            } else {
                isPending = true;
            }
        }
        return new Progress(isPending ? State.PENDING : State.DONE, got, refused);
    }

    private static String filter(String name) {
        return "filter%5B" + name + "%5D=";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
