package io.gavel.gateway.number;

import static io.gavel.gateway.client.RudeServer.readRequest;
import static io.gavel.gateway.client.RudeServer.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.client.RudeServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Telnyx's number search and order API on loopback, with the fields that its documents show: an order begins as pending and is a
 * success when it is looked at the next time; a number is sold once; what is wrong is said as {@code errors}.
 */
final class FakeTelnyx implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    /** Orders by our reference. */
    final Map<String, ObjectNode> orders = new ConcurrentHashMap<>();
    /** Takes the order, and then the connection breaks. */
    volatile boolean breaks;
    /** Answers nothing useful. */
    volatile boolean down;
    /** Takes an order, but only {@link #commit} puts it where it can be found; the connection breaks meanwhile. */
    volatile boolean late;

    private final Queue<Runnable> uncommitted = new ConcurrentLinkedQueue<>();

    volatile boolean listsNumbers = true;
    volatile Runnable onPost = () -> {};
    private final RudeServer server;

    FakeTelnyx() throws IOException {
        server = new RudeServer((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                String answer = answer(request);
                if ((breaks || late) && request.startsWith("POST")) {
                    return;
                }
                write(out, answer);
            }
        });
    }

    String url() {
        return server.url("");
    }

    /** What was taken late is there now. */
    void commit() {
        for (Runnable order = uncommitted.poll(); order != null; order = uncommitted.poll()) {
            order.run();
        }
        late = false;
    }

    long posts() {
        return requests.stream().filter(request -> request.startsWith("POST")).count();
    }

    private String answer(String request) throws IOException {
        if (down) {
            return "HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n";
        }
        if (!request.contains("authorization: Bearer KEY-secret\r\n")) {
            return answer(401, error("10009", "Authentication failed"));
        }
        String target = URLDecoder.decode(request.split(" ", 3)[1], StandardCharsets.UTF_8);
        if (target.startsWith("/v2/available_phone_numbers?")) {
            return search(target);
        }
        if (request.startsWith("POST /v2/number_orders ")) {
            onPost.run();
            return order(JSON.readTree(request.substring(request.indexOf("\r\n\r\n") + 4)));
        }
        if (target.startsWith("/v2/number_orders?filter[customer_reference]=")) {
            ObjectNode body = JSON.createObjectNode();
            ArrayNode data = body.putArray("data");
            ObjectNode order = orders.get(target.substring(target.indexOf('=') + 1));
            if (order != null) {
                ObjectNode shown = progressed(order).deepCopy();
                data.add(listsNumbers ? shown : shown.without("phone_numbers"));
            }
            return answer(200, JSON.writeValueAsString(body));
        }
        for (ObjectNode order : orders.values()) {
            if (target.equals("/v2/number_orders/" + order.path("id").asText())) {
                return answer(
                        200, JSON.writeValueAsString(JSON.createObjectNode().set("data", progressed(order))));
            }
        }
        return answer(404, error("10005", "Resource not found"));
    }

    /** As the documents show it: {@code developers.telnyx.com/api-reference/phone-number-search}. */
    private static String search(String target) {
        String code = target.replaceAll(".*filter\\[national_destination_code]=([0-9]+).*", "$1");
        return answer(200, """
                {"data":[{"record_type":"available_phone_number","phone_number":"+1CODE5555098","vanity_format":"","best_effort":false,
                "quickship":true,"reservable":true,"region_information":[{"region_type":"country_code","region_name":"US"}],
                "cost_information":{"upfront_cost":"3.21","monthly_cost":"6.54","currency":"USD"},
                "features":[{"name":"sms"},{"name":"voice"}]},
                {"record_type":"available_phone_number","phone_number":"+1CODE5555099","cost_information":
                {"upfront_cost":"1.00000","monthly_cost":"1.00000","currency":"USD"}}],
                "meta":{"total_results":100,"best_effort_results":50}}""".replace("CODE", code));
    }

    private String order(JsonNode wanted) {
        ObjectNode order = JSON.createObjectNode();
        for (JsonNode each : wanted.path("phone_numbers")) {
            if (isSold(each.path("phone_number").asText())) {
                return answer(422, error("10015", "Number is not available"));
            }
        }
        order.put("id", "12ade33a-21c0-473b-b055-" + orders.size());
        order.put("record_type", "number_order");
        order.put("phone_numbers_count", wanted.path("phone_numbers").size());
        ArrayNode numbers = order.putArray("phone_numbers");
        for (JsonNode each : wanted.path("phone_numbers")) {
            numbers.addObject()
                    .put("record_type", "number_order_phone_number")
                    .put("phone_number", each.path("phone_number").asText())
                    .put("requirements_met", true)
                    .put("status", "pending");
        }
        order.put("status", "pending");
        order.put("customer_reference", wanted.path("customer_reference").asText());
        if (late) {
            uncommitted.add(() -> orders.put(wanted.path("customer_reference").asText(), order));
        } else {
            orders.put(wanted.path("customer_reference").asText(), order);
        }
        return answer(200, JSON.createObjectNode().set("data", order).toString());
    }

    private boolean isSold(String number) {
        return orders.values().stream()
                .anyMatch(order -> order.path("phone_numbers")
                        .findValuesAsText("phone_number")
                        .contains(number));
    }

    /** Looked at again, it is done; a number that ends with 13 nobody can have. */
    private static ObjectNode progressed(ObjectNode order) {
        order.put("status", "success");
        order.path("phone_numbers")
                .forEach(each -> ((ObjectNode) each)
                        .put("status", each.path("phone_number").asText().endsWith("13") ? "failure" : "success"));
        return order;
    }

    private static String error(String code, String title) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"title\":\"" + title + "\",\"detail\":\"in words\"}]}";
    }

    private static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
