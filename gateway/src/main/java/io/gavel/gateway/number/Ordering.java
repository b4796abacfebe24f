package io.gavel.gateway.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.Money;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Numbers are looked for and ordered. On event loops. */
final class Ordering {
    private static final int MOST = 100;

    private final Map<String, NumberProvider> providers;
    private final NumberOrders orders;
    private final Directory directory;
    private final InstantSource clock;
    private final AtomicInteger counter = new AtomicInteger();

    Ordering(Map<String, NumberProvider> providers, NumberOrders orders, Directory directory, InstantSource clock) {
        this.providers = providers;
        this.orders = orders;
        this.directory = directory;
        this.clock = clock;
    }

    /** {@code GET …/offers?provider=file&area_code=415&limit=10}. */
    void offers(Call call) {
        List<FieldError> errors = new ArrayList<>();
        String name = call.query("provider");
        NumberProvider provider = provider(name == null ? "file" : name, errors);
        int limit = Listing.whole(call, "limit", 10, MOST);
        if (limit < 1) {
            errors.add(new FieldError("limit", "must be a whole number from 1 to " + MOST));
        }
        String area = call.query("area_code");
        if (area != null && !area.matches("[2-9][0-9]{2}")) {
            errors.add(new FieldError("area_code", "must be three digits, like 415"));
        }
        if (provider == null || !errors.isEmpty()) {
            Answers.invalid(call, errors);
            return;
        }
        Answers.later(call, provider.search(area == null ? 0 : Integer.parseInt(area), limit), offers -> {
            ObjectNode body = Answers.JSON.createObjectNode();
            ArrayNode items = body.putArray("items");
            for (NumberProvider.Offer offer : offers) {
                ObjectNode item = items.addObject();
                item.put("number", offer.number());
                put(item, "carrier", offer.carrier());
                Answers.money(item, "monthly_fee", offer.monthly());
                Answers.money(item, "per_minute", offer.perMinute());
                put(item, "currency", offer.currency().isEmpty() ? null : offer.currency());
            }
            Answers.json(call, 200, body);
        });
    }

    /** {@code POST …/orders {"provider", "numbers": […], "carrier", "monthly_fee", "per_minute"}}. */
    void order(Call call) {
        JsonNode body = Answers.object(call);
        if (body == null) {
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            if (!List.of("provider", "numbers", "carrier", "monthly_fee", "per_minute")
                    .contains(name)) {
                errors.add(new FieldError(name, "is not a key of this request"));
            }
        });
        String provider = body.path("provider").asText("file");
        provider(provider, errors);
        List<String> numbers = numbers(body.path("numbers"), errors);
        String carrier = text(body, "carrier");
        if (carrier != null && directory.now().carrier(carrier) == null) {
            errors.add(new FieldError("carrier", "there is no carrier of this name"));
        }
        String monthly = money(body, "monthly_fee", errors);
        String perMinute = money(body, "per_minute", errors);
        if (!errors.isEmpty()) {
            Answers.invalid(call, errors);
            return;
        }
        NumberOrder order = new NumberOrder(
                id(),
                provider,
                clock.instant().toString(),
                call.principal().name(),
                numbers,
                carrier,
                monthly,
                perMinute,
                NumberOrder.Status.ASKED,
                0,
                0,
                List.of(),
                List.of(),
                "");
        Answers.later(call, orders.take(order), taken -> {
            NumberOrder now = orders.find(order.id());
            Answers.json(call, 202, OrderFile.json(now == null ? taken : now));
        });
    }

    /** {@code GET …/orders}, newest first. */
    void list(Call call) {
        ObjectNode body = Answers.JSON.createObjectNode();
        ArrayNode items = body.putArray("items");
        orders.all().stream().limit(MOST).map(OrderFile::json).forEach(items::add);
        Answers.json(call, 200, body);
    }

    /** {@code GET …/orders/{order_id}}. */
    void find(Call call) {
        NumberOrder order = orders.find(call.pathParameter("order_id"));
        if (order == null) {
            call.problem(Problems.NOT_FOUND);
        } else {
            Answers.json(call, 200, OrderFile.json(order));
        }
    }

    private @Nullable NumberProvider provider(String name, List<FieldError> errors) {
        NumberProvider provider = providers.get(name);
        if (provider == null) {
            errors.add(new FieldError("provider", "must be one of " + String.join(", ", providers.keySet())));
        }
        return provider;
    }

    private List<String> numbers(JsonNode list, List<FieldError> errors) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String number = PhoneNumber.ofLine(list.get(i).asText());
            if (number == null || numbers.contains(number)) {
                errors.add(
                        new FieldError("numbers[" + i + "]", number == null ? "is no phone number" : "is there twice"));
            } else if (directory.now().number(number) != null) {
                errors.add(new FieldError("numbers[" + i + "]", "is in the inventory already"));
            } else {
                numbers.add(number);
            }
        }
        if (!list.isArray() || list.isEmpty() || list.size() > MOST) {
            errors.add(new FieldError("numbers", "must be a list of 1 to " + MOST + " phone numbers"));
        }
        return List.copyOf(numbers);
    }

    private static @Nullable String money(JsonNode body, String name, List<FieldError> errors) {
        if (!body.has(name)) {
            return null;
        }
        long micros =
                body.path(name).isValueNode() ? Money.parse(body.path(name).asText()) : Money.INVALID;
        if (micros == Money.INVALID || micros < 0) {
            errors.add(new FieldError(name, "must be an amount of 0 or more with at most 6 decimals"));
            return null;
        }
        return Money.text(micros);
    }

    /** In the order of time, and no two alike. */
    private String id() {
        long millis = clock.millis();
        String text = Long.toString(millis, 36) + "-" + Integer.toString(counter.incrementAndGet(), 36);
        return text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(JsonNode body, String name) {
        return body.has(name) ? body.path(name).asText() : null;
    }

    private static void put(ObjectNode item, String name, @Nullable String text) {
        if (text != null) {
            item.put(name, text);
        }
    }
}
