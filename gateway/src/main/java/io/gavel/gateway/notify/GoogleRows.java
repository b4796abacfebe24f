package io.gavel.gateway.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Story;
import io.gavel.message.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Conversions as the Google Ads API takes them over REST. Pure.
 *
 * @param action the conversion action's resource name
 * @param userData consent where nobody told it: granted, denied or empty
 * @param personalization likewise
 */
record GoogleRows(String action, String userData, String personalization) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Of these a row has one: the first that there is. */
    private static final List<String> CLICKS = List.of("gclid", "gbraid", "wbraid");

    /** The name of the click id that a row has; null: it is no click of Google's. */
    static @Nullable String click(Story story) {
        return CLICKS.stream().filter(id -> story.get(id) != null).findFirst().orElse(null);
    }

    byte[] conversions(List<Converted> batch, Snapshot market) {
        return request("conversions", batch, market, this::conversion);
    }

    byte[] adjustments(List<Converted> batch, Snapshot market) {
        return request("conversionAdjustments", batch, market, this::adjustment);
    }

    private void conversion(JsonGenerator json, Converted told, Snapshot market) throws IOException {
        Story story = told.sale().story();
        String click = click(story);
        if (click != null) {
            json.writeStringField(click, story.get(click));
        }
        json.writeStringField("conversionAction", action);
        json.writeStringField(
                "conversionDateTime", TIME.format(instant(told.sale().micros())));
        money(json, "conversionValue", told.value(market));
        json.writeStringField("currencyCode", market.currency());
        json.writeStringField("orderId", told.orderId());
        String data = consent(story.get("ad_user_data"), userData);
        String person = consent(story.get("ad_personalization"), personalization);
        if (data != null || person != null) {
            json.writeObjectFieldStart("consent");
            if (data != null) {
                json.writeStringField("adUserData", data);
            }
            if (person != null) {
                json.writeStringField("adPersonalization", person);
            }
            json.writeEndObject();
        }
    }

    private void adjustment(JsonGenerator json, Converted told, Snapshot market) throws IOException {
        long left = told.left(market);
        json.writeStringField("orderId", told.orderId());
        json.writeStringField("conversionAction", action);
        json.writeStringField("adjustmentType", left == 0 ? "RETRACTION" : "RESTATEMENT");
        json.writeStringField("adjustmentDateTime", TIME.format(told.at()));
        if (left != 0) {
            json.writeObjectFieldStart("restatementValue");
            money(json, "adjustedValue", left);
            json.writeStringField("currencyCode", market.currency());
            json.writeEndObject();
        }
    }

    /** What was told, else what is usual; null: nothing is said. */
    private static @Nullable String consent(@Nullable String told, String usual) {
        String word = told == null ? usual : told;
        return word.equals("granted") || word.equals("denied") ? word.toUpperCase(Locale.ROOT) : null;
    }

    private static void money(JsonGenerator json, String name, long micros) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(Money.text(micros));
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000);
    }

    /** How one row is written. */
    private interface Row {
        void write(JsonGenerator json, Converted told, Snapshot market) throws IOException;
    }

    private static byte[] request(String name, List<Converted> batch, Snapshot market, Row row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 * batch.size());
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart(name);
            for (Converted told : batch) {
                json.writeStartObject();
                row.write(json, told, market);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("partialFailure", true);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }
}
