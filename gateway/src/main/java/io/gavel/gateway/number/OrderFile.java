package io.gavel.gateway.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file for each order, replaced whole, on the disk before anybody goes on. One thread. */
final class OrderFile {
    private static final ObjectMapper JSON = Answers.JSON;
    private static final String END = ".json";

    private final Path folder;

    OrderFile(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    /** All orders, oldest first. */
    List<NumberOrder> read() throws IOException {
        List<NumberOrder> orders = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(END)).sorted().toList()) {
                orders.add(order(JSON.readTree(Files.readAllBytes(file))));
            }
        }
        return orders;
    }

    void write(NumberOrder order) throws IOException {
        Path made = folder.resolve(order.id() + ".new");
        try (FileChannel out = FileChannel.open(
                made, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(json(order)));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(
                made,
                folder.resolve(order.id() + END),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** As it is kept and shown. */
    static ObjectNode json(NumberOrder order) {
        ObjectNode json = JSON.createObjectNode();
        json.put("order_id", order.id());
        json.put("provider", order.provider());
        json.put("status", word(order.status()));
        json.put("created_at", order.createdAt());
        json.put("by", order.by());
        texts(json, "numbers", order.numbers());
        put(json, "carrier", order.carrier());
        Answers.money(json, "monthly_fee", order.monthly());
        Answers.money(json, "per_minute", order.perMinute());
        json.put("sent", order.isSent());
        if (order.isSent()) {
            json.put("times_sent", order.sent());
            json.put("sent_at", Instant.ofEpochMilli(order.sentMillis()).toString());
        }
        texts(json, "got", order.got());
        texts(json, "refused", order.refused());
        if (!order.problem().isEmpty()) {
            json.put("problem", order.problem());
        }
        return json;
    }

    private static NumberOrder order(JsonNode json) {
        return new NumberOrder(
                json.path("order_id").asText(),
                json.path("provider").asText(),
                json.path("created_at").asText(),
                json.path("by").asText(),
                texts(json.path("numbers")),
                text(json, "carrier"),
                text(json, "monthly_fee"),
                text(json, "per_minute"),
                NumberOrder.Status.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT)),
                json.path("times_sent").asInt(json.path("sent").asBoolean() ? 1 : 0),
                json.has("sent_at")
                        ? Instant.parse(json.path("sent_at").asText()).toEpochMilli()
                        : 0,
                texts(json.path("got")),
                texts(json.path("refused")),
                json.path("problem").asText(""));
    }

    static String word(NumberOrder.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static void put(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.put(name, text);
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.has(name) ? json.path(name).asText() : null;
    }

    private static void texts(ObjectNode json, String name, List<String> texts) {
        ArrayNode list = json.putArray(name);
        texts.forEach(list::add);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }
}
