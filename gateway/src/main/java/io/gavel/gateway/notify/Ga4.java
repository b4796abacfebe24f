package io.gavel.gateway.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.config.SecretFiles;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Story;
import io.gavel.message.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Google Analytics 4, Measurement Protocol: an event for each conversion of a visitor whose {@code ga_client_id} was told, a
 * {@code refund} for what was returned; {@code transaction_id} is the lead's or call's, so that it counts once. The protocol
 * answers 2xx to whatever it gets: with {@code validate} the validation server is asked instead, and says what is wrong.
 *
 * @param measurementId of the stream
 * @param event its name, for example {@code purchase}
 * @param secret the name of the file that has {@code api_secret}
 */
record Ga4(
        Terms terms,
        Sale.Book book,
        String measurementId,
        String event,
        boolean validate,
        String api,
        String secret,
        SecretFiles secrets)
        implements Destination {
    static final String API = "https://www.google-analytics.com";
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper READER = new ObjectMapper();
    private static final Duration OLDEST = Duration.ofDays(3);

    @Override
    public boolean mayWant(String type) {
        return terms.mayWant(type);
    }

    @Override
    public @Nullable String letter(Event happened) {
        return terms.letter(happened);
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public void send(List<Letter> letters, Sending sending) {
        for (Letter letter : letters) {
            Verdict known = trySend(letter, sending);
            if (known != null) {
                sending.ended(letter, known);
            }
        }
    }

    /** Null: it is on its way. */
    private @Nullable Verdict trySend(Letter letter, Sending sending) {
        Converted told;
        try {
            told = Converted.of(letter, book);
        } catch (IOException e) {
            return Verdict.again("cannot be written: " + e.getMessage());
        }
        if (told == null) {
            return Verdict.again("there is no record of it");
        }
        String client = told.sale().story().get("ga_client_id");
        if (client == null) {
            return Verdict.DONE; // Analytics knows nobody of whom this could be told
        }
        if (told.at().isBefore(sending.clock().instant().minus(OLDEST))) {
            return Verdict.dead("older than the 72 hours that the protocol takes");
        }
        String key = secrets.find(secret, "api_secret");
        if (key == null) {
            return Verdict.again("no api_secret among the secrets of " + secret);
        }
        String path = validate ? "/debug/mp/collect" : "/mp/collect";
        Endpoint endpoint = Endpoint.of(api + path + "?measurement_id=" + measurementId + "&api_secret="
                + URLEncoder.encode(key, StandardCharsets.UTF_8));
        sending.send(endpoint, null, body(told, client, sending.market()), new OneByOne(letter, sending) {
            @Override
            Verdict verdict(int status, byte[] answer, int length) {
                Verdict usual = super.verdict(status, answer, length);
                return validate && usual.kind() == Verdict.Kind.DONE ? validated(answer, length) : usual;
            }
        });
        return null;
    }

    private byte[] body(Converted told, String client, Snapshot market) {
        Story story = told.sale().story();
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("client_id", client);
            json.writeNumberField("timestamp_micros", told.at().toEpochMilli() * 1_000);
            String data = story.get("ad_user_data");
            String personalization = story.get("ad_personalization");
            if (data != null || personalization != null) {
                json.writeObjectFieldStart("consent");
                consent(json, "ad_user_data", data);
                consent(json, "ad_personalization", personalization);
                json.writeEndObject();
            }
            json.writeArrayFieldStart("events");
            json.writeStartObject();
            json.writeStringField("name", told.retraction() ? "refund" : event);
            json.writeObjectFieldStart("params");
            json.writeStringField("transaction_id", told.orderId());
            json.writeFieldName("value");
            json.writeNumber(Money.text(told.value(market)));
            json.writeStringField("currency", market.currency());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static void consent(JsonGenerator json, String name, @Nullable String word) throws IOException {
        if (word != null) {
            json.writeStringField(name, word.toUpperCase(Locale.ROOT));
        }
    }

    /** {@code {"validationMessages":[{"fieldPath","description","validationCode"}]}}; empty: it would be taken. */
    static Verdict validated(byte[] answer, int length) {
        try {
            JsonNode messages = READER.readTree(answer, 0, length).path("validationMessages");
            return messages.isEmpty()
                    ? Verdict.DONE
                    : Verdict.dead("not valid: "
                            + messages.get(0).path("validationCode").asText() + " "
                            + messages.get(0).path("description").asText());
        } catch (IOException e) {
            return Verdict.again("the validation server's answer is not JSON");
        }
    }

    @Override
    public String toString() {
        return "Ga4[" + measurementId + "]";
    }
}
