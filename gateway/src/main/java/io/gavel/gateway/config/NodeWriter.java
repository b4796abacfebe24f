package io.gavel.gateway.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** Writes {@link Node}s as JSON or YAML, numbers exactly as they were read. Any thread. */
public final class NodeWriter {
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private NodeWriter() {}

    /** As compact JSON. */
    public static String json(Node node) {
        return text(JSON, node);
    }

    /** As block YAML. */
    public static String yaml(Node node) {
        return text(YAML, node);
    }

    /** Into a document that is being written. */
    public static void write(JsonGenerator out, Node node) throws IOException {
        switch (node.kind()) {
            case NULL -> out.writeNull();
            case BOOLEAN -> out.writeBoolean(node.text().equals("true"));
            case NUMBER -> number(out, node.text());
            case TEXT -> out.writeString(node.text());
            case LIST -> {
                out.writeStartArray();
                for (Node item : node.values()) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case MAP -> {
                out.writeStartObject();
                for (int i = 0; i < node.keys().size(); i++) {
                    out.writeFieldName(node.keys().get(i));
                    write(out, node.values().get(i));
                }
                out.writeEndObject();
            }
        }
    }

    /** What YAML takes for a number and JSON does not ({@code 01234}, {@code 1_000}) stays as written: a text. */
    private static void number(JsonGenerator out, String text) throws IOException {
        if (JSON_NUMBER.matcher(text).matches()) {
            out.writeNumber(text);
        } else {
            out.writeString(text);
        }
    }

    private static String text(JsonFactory format, Node node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = format.createGenerator(text)) {
            write(out, node);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return text.toString();
    }
}
