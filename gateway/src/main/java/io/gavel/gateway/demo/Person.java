package io.gavel.gateway.demo;

import io.gavel.gateway.demo.phone.Numbers;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Somebody who filled in a form: made up, always the same for the same seed. */
public final class Person {

    private static final String[] FIRST = {"Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gia", "Hugo", "Iris", "Jack"};
    private static final String[] LAST = {"Ames", "Bell", "Cole", "Dunn", "Ellis", "Ford", "Grant", "Hayes", "Ives"};
    private static final String[] WORDS = {"home repair", "car", "travel", "moving", "medical"};
    private static final String[] PLACES = {
        "90210 CA", "94110 CA", "92101 CA", "89101 NV", "89501 NV", "10001 NY", "11201 NY", "60601 IL", "77002 TX",
        "75201 TX", "78701 TX", "33101 FL", "32801 FL", "98101 WA", "97201 OR", "30301 GA", "80202 CO", "85001 AZ",
        "02108 MA", "19103 PA", "43215 OH", "48201 MI", "55401 MN", "63101 MO"
    };

    private final SplittableRandom random;
    private final String[] place;
    private final String first;
    private final String last;
    private final String phone;

    /** The same person for the same seed. */
    public Person(long seed) {
        random = new SplittableRandom(seed);
        place = one(PLACES).split(" ");
        first = one(FIRST);
        last = one(LAST);
        phone = Numbers.one(random);
    }

    /** E.164. */
    public String phone() {
        return phone;
    }

    /** As the contract wants it: SHA-256 of the E.164 number, in hexadecimal. */
    public String phoneHash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(phone.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The form, filled in; what is not required is left out now and then. */
    public JsonObject fill(List<SampleField> fields) {
        JsonObject form = new JsonObject();
        for (SampleField field : fields) {
            Object value = value(field);
            if (field.required() || random.nextInt(4) > 0) {
                form.put(field.name(), value);
            }
        }
        return form;
    }

    /** Of a form what may be in a ping. */
    public static JsonObject pingable(JsonObject form, List<SampleField> fields) {
        JsonObject ping = new JsonObject();
        for (SampleField field : fields) {
            if (field.inPing() && form.containsKey(field.name())) {
                ping.put(field.name(), form.getValue(field.name()));
            }
        }
        return ping;
    }

    private Object value(SampleField field) {
        return switch (field.type()) {
            case "boolean" -> random.nextInt(10) < 7;
            case "integer" -> random.nextInt(field.min(), field.max() + 1);
            case "decimal" -> random.nextInt(field.min(), field.max() + 1) + 0.5;
            case "date" ->
                String.format(
                        Locale.ROOT,
                        "%d-%02d-%02d",
                        random.nextInt(1950, 2005),
                        random.nextInt(1, 13),
                        random.nextInt(1, 29));
            case "zip" -> place[0];
            case "us_state" -> place[1];
            case "enum" -> field.values().get(random.nextInt(field.values().size()));
            case "phone" -> phone;
            case "email" ->
                first.toLowerCase(Locale.ROOT) + '.' + last.toLowerCase(Locale.ROOT) + phone.substring(6)
                        + "@example.com";
            default -> text(field.name());
        };
    }

    private String text(String name) {
        return switch (name) {
            case "first_name" -> first;
            case "last_name" -> last;
            case "street" -> random.nextInt(1, 900) + " Main Street";
            default -> one(WORDS);
        };
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
