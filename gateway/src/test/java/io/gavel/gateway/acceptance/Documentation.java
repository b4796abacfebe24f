package io.gavel.gateway.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The exchange's own openapi.json, and whether an answer is one that it describes. */
public final class Documentation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMPONENTS = "#/components/";

    private final JsonNode document;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();

    private Documentation(JsonNode document) {
        this.document = document;
    }

    /** Of {@code /openapi.json}'s text. */
    public static Documentation read(String text) throws IOException {
        return new Documentation(JSON.readTree(text));
    }

    JsonNode document() {
        return document;
    }

    /** {@code GET /v1/pings} and so on, in order. */
    Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> all.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return all;
    }

    /** Throws if the answer is none that is documented for this method and path. */
    public void check(String method, String path, int status, String contentType, String text) {
        String where = method + " " + path + " -> " + status + " " + contentType + " " + text;
        JsonNode operation = operation(method, path);
        JsonNode responses = operation == null ? null : operation.path("responses");
        JsonNode response = responses == null
                ? document.at("/components/responses/Problem")
                : responses.path(responses.has("" + status) ? "" + status : "default");
        JsonNode content = resolved(response).path("content");
        if (text.isEmpty()) {
            require(content.isEmpty(), "nothing came: " + where);
            return;
        }
        String type = contentType.replaceFirst(";.*", "");
        require(content.has(type), "this type is not documented: " + where);
        if (type.endsWith("json")) {
            Set<ValidationMessage> wrong =
                    schema(content.path(type).path("schema")).validate(json(text));
            require(wrong.isEmpty(), wrong + ": " + where);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private @Nullable JsonNode operation(String method, String path) {
        JsonNode found = null;
        Iterator<Map.Entry<String, JsonNode>> paths = document.path("paths").fields();
        while (paths.hasNext()) {
            Map.Entry<String, JsonNode> each = paths.next();
            JsonNode operation = each.getValue().get(method.toLowerCase(java.util.Locale.ROOT));
            if (operation != null && each.getKey().equals(path)) {
                return operation;
            }
            boolean isMatch = path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+"));
            found = operation != null && isMatch ? operation : found;
        }
        return found;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private JsonSchema schema(JsonNode schema) {
        return known.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = schema.deepCopy();
            whole.set("components", document.path("components"));
            return schemas.getSchema(whole);
        });
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** Whether every reference leads somewhere. */
    Set<String> dangling() {
        Set<String> dangling = new TreeSet<>();
        document.findValuesAsText("$ref").forEach(reference -> {
            if (!reference.startsWith(COMPONENTS)
                    || document.at(reference.substring(1)).isMissingNode()) {
                dangling.add(reference);
            }
        });
        return dangling;
    }
}
