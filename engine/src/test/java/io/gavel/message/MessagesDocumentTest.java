package io.gavel.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of messages names what the schema has: every message, with its number and its sentence. */
class MessagesDocumentTest {
    private static final Pattern MESSAGE = Pattern.compile("<sbe:message ([^>]*)>");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| `(\\w+)` \\| (.*) \\|");

    @Test
    void thePageAndTheSchemaNameTheSameMessages() throws IOException {
        List<String> schema = new ArrayList<>();
        Matcher message = MESSAGE.matcher(Files.readString(Path.of("src/main/sbe/messages.xml")));
        while (message.find()) {
            String head = message.group(1);
            schema.add(attribute(head, "id") + " " + attribute(head, "name") + ": " + attribute(head, "description"));
        }
        List<String> page = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("doc/messages.md")));
        while (row.find()) {
            page.add(row.group(1) + " " + row.group(2) + ": " + row.group(3));
        }
        assertEquals(schema, page);
    }

    private static String attribute(String head, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(head);
        return found.find() ? found.group(1) : "";
    }
}
