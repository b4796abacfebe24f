package io.gavel.gateway.console.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTextsTest {
    private static final String DOCUMENT = "{\"zip\":{\"type\":\"zip\",\"required\":\"ping\"},"
            + "\"age\":{\"type\":\"integer\",\"min\":16,\"max\":110,\"required\":\"ping\"},"
            + "\"income\":{\"type\":\"decimal\",\"min\":0.5},"
            + "\"since\":{\"type\":\"date\",\"max\":\"2030-12-31\"},"
            + "\"credit\":{\"type\":\"enum\",\"values\":[\"poor\",\"very good\"]},"
            + "\"odd\":{\"type\":\"enum\",\"values\":[\"a, b\",\"c|d\"]},"
            + "\"callable\":{\"type\":\"boolean\",\"calling_hours\":{\"from\":\"08:00\",\"to\":\"21:00\"}},"
            + "\"phone\":{\"type\":\"phone\",\"required\":\"post\",\"personal\":true}}";

    @Test
    void fieldsAreALineEachAndReadBackAsTheyWere() {
        Node fields = NodeReader.json(DOCUMENT, new Problems());
        String text = FieldTexts.text(fields);
        assertEquals(
                List.of(
                        "zip: zip, on ping",
                        "age: integer 16 to 110, on ping",
                        "income: decimal from 0.5",
                        "since: date up to 2030-12-31",
                        "credit: one of poor | very good",
                        "odd: {\"type\":\"enum\",\"values\":[\"a, b\",\"c|d\"]}",
                        "callable: boolean, callable 08:00 to 21:00",
                        "phone: phone, on post, personal"),
                text.lines().toList());
        Problems problems = new Problems();
        assertTrue(Node.same(fields, FieldTexts.node(text, "fields", problems)));
        assertEquals(List.of(), problems.list());
    }

    @Test
    void whatNobodyUnderstandsIsNamedWithItsLine() {
        Problems problems = new Problems();
        Node read = FieldTexts.node(
                "age integer\nsize: integer 1 to\n\nzip: zip, on ping, on post\nok: text\nok: text",
                "fields",
                problems);
        assertEquals(4, problems.list().size(), problems.list()::toString);
        assertTrue(problems.list().get(0).message().startsWith("“age integer” is not like"));
        assertTrue(problems.list().get(3).message().contains("ok is there twice"));
        assertEquals("{\"ok\":{\"type\":\"text\"}}", NodeWriter.json(read));
    }

    @Test
    void aChangeIsToldFieldByFieldAndASecretIsNot() {
        Node before = NodeReader.json("{\"fields\":" + DOCUMENT + "}", new Problems());
        String wanted = FieldTexts.text(java.util.Objects.requireNonNull(before.get("fields")))
                .replace("16 to 110", "18 to 110")
                .replace("zip: zip, on ping\n", "");
        Node fields = FieldTexts.node(wanted + "\nroof: text", "fields", new Problems());
        assertEquals(
                List.of(
                        "fields.zip: zip, on ping → none",
                        "fields.age: integer 16 to 110, on ping → integer 18 to 110, on ping",
                        "fields.roof: none → text"),
                Typed.changes(shape("verticals"), before, before.with("fields", fields)));
        Node secret = NodeReader.json("{\"password\":\"s3cret\"}", new Problems());
        assertEquals(List.of("password: another one"), Typed.changes(shape("carriers"), Node.EMPTY_MAP, secret));
    }

    private static Shape shape(String section) {
        return java.util.Objects.requireNonNull(Shape.of(section));
    }
}
