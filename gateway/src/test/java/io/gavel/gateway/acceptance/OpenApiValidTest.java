package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether {@code openapi.json} is a valid OpenAPI 3.1 document, by the specification's own schema, and as true as tools need. */
class OpenApiValidTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        document = JSON.readTree(OpenApiValidTest.class.getResourceAsStream("/io/gavel/gateway/openapi.json"));
    }

    @Test
    void itIsWhatTheSpecificationsSchemaAsksFor() throws IOException {
        JsonNode schema = JSON.readTree(OpenApiValidTest.class.getResourceAsStream("openapi-3.1.schema.json"));
        assertEquals(Set.of(), SCHEMAS.getSchema(schema).validate(document));
        ObjectNode broken = document.deepCopy();
        broken.remove("info");
        assertFalse(SCHEMAS.getSchema(schema).validate(broken).isEmpty(), "the schema looks at something");
    }

    @Test
    void everySchemaInItIsOne() {
        JsonSchema dialect = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        Map<String, Set<ValidationMessage>> wrong = new HashMap<>();
        int[] seen = {0};
        schemas(document, "", (where, schema) -> {
            seen[0]++;
            Set<ValidationMessage> problems = dialect.validate(schema);
            if (!problems.isEmpty()) {
                wrong.put(where, problems);
            }
        });
        assertTrue(seen[0] > 200, "" + seen[0]);
        assertEquals(Map.of(), wrong);
    }

    @Test
    void everyParameterOfAPathIsDeclaredOnceAndNoOther() {
        Map<String, String> wrong = new HashMap<>();
        operations((where, operation) -> {
            Set<String> wanted = new TreeSet<>();
            Matcher names = PARAMETER.matcher(where);
            while (names.find()) {
                wanted.add(names.group(1));
            }
            List<String> declared = new ArrayList<>();
            for (JsonNode each : operation.path("parameters")) {
                JsonNode parameter = resolved(each);
                if (parameter.path("in").asText().equals("path")) {
                    declared.add(parameter.path("name").asText());
                    assertTrue(parameter.path("required").asBoolean(), where);
                }
            }
            if (!wanted.equals(new TreeSet<>(declared)) || declared.size() != wanted.size()) {
                wrong.put(where, declared.toString());
            }
        });
        assertEquals(Map.of(), wrong);
    }

    @Test
    void everyTagIsDescribedAndEveryIdOfAnOperationIsItsOwn() {
        Set<String> tags = new TreeSet<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        Set<String> ids = new LinkedHashSet<>();
        operations((where, operation) -> {
            operation.path("tags").forEach(tag -> assertTrue(tags.contains(tag.asText()), where + " " + tag));
            String id = operation.path("operationId").asText();
            assertTrue(id.isEmpty() || ids.add(id), where + " " + id);
            assertFalse(operation.path("summary").asText().isEmpty(), where);
        });
    }

    /** What can be tried at /docs is at least what its schema says. */
    @Test
    void everyExampleIsOneOfItsSchema() {
        Map<String, Set<ValidationMessage>> wrong = new HashMap<>();
        int[] seen = {0};
        operations((where, operation) -> operation
                .at("/requestBody/content")
                .fields()
                .forEachRemaining(content -> content.getValue().path("examples").forEach(example -> {
                    seen[0]++;
                    ObjectNode schema = content.getValue().path("schema").deepCopy();
                    schema.set("components", document.path("components"));
                    Set<ValidationMessage> problems = SCHEMAS.getSchema(schema).validate(example.path("value"));
                    if (!problems.isEmpty()) {
                        wrong.put(where, problems);
                    }
                })));
        assertTrue(seen[0] > 0, "there are examples");
        assertEquals(Map.of(), wrong);
    }

    private static void operations(BiConsumer<String, JsonNode> each) {
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fields()
                        .forEachRemaining(
                                method -> each.accept(method.getKey() + " " + path.getKey(), method.getValue())));
    }

    /** Those of components and, wherever they are, those of content, parameters and headers. */
    private static void schemas(JsonNode node, String where, BiConsumer<String, JsonNode> each) {
        if (where.equals("/components/schemas")) {
            node.fields().forEachRemaining(schema -> each.accept(schema.getKey(), schema.getValue()));
            return;
        }
        node.fields().forEachRemaining(field -> {
            if (field.getKey().equals("schema") && field.getValue().isObject()) {
                each.accept(where, field.getValue());
            } else {
                schemas(field.getValue(), where + "/" + field.getKey(), each);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            schemas(node.get(i), where + "/" + i, each);
        }
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
