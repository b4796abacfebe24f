package io.gavel.gateway.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML or JSON into a tree of {@link Node}s. Bounded: depth {@value #DEPTH}, {@value #NODES} values, aliases refused
 * (no "billion laughs", no surprise merges), a key twice is a problem, one document only. Any thread.
 */
public final class NodeReader {
    /** Maps and lists inside each other, at most. */
    public static final int DEPTH = 500;

    /** Values of one document, at most. */
    public static final int NODES = 20_000_000;

    private static final int LENGTH = 1 << 30;
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH + 10)
            .maxStringLength(1 << 20)
            .maxNumberLength(100)
            .maxNameLength(1000)
            .build();
    private static final JsonFactory JSON = JsonFactory.builder()
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .streamReadConstraints(BOUNDS)
            .build();
    private static final YAMLFactory YAML = yamlFactory();

    private final JsonParser parser;
    private final Problems problems;
    private int nodes;

    private NodeReader(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** The tree of a YAML text; an empty text is an empty map. Never throws for what the text says. */
    public static Node yaml(String text, Problems problems) {
        return read(YAML, text, problems);
    }

    /** The tree of a JSON text (RFC 8259). Never throws for what the text says. */
    public static Node json(String text, Problems problems) {
        return read(JSON, text, problems);
    }

    /** The tree of a YAML text in UTF-8. */
    public static Node yaml(byte[] utf8, Problems problems) {
        return read(YAML, decoded(utf8, problems), problems);
    }

    /** The tree of a JSON text in UTF-8. */
    public static Node json(byte[] utf8, Problems problems) {
        return read(JSON, decoded(utf8, problems), problems);
    }

    private static String decoded(byte[] utf8, Problems problems) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.malformed(0, "is not UTF-8");
            return "{}";
        }
    }

    private static Node read(JsonFactory format, String text, Problems problems) {
        try (JsonParser parser = format.createParser(new StringReader(text))) {
            return new NodeReader(parser, problems).document();
        } catch (TooMuch e) {
            problems.malformed(e.line, e.what);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            problems.malformed(
                    line,
                    e.getCause() instanceof MarkedYAMLException yaml ? told(yaml) : firstLine(e.getOriginalMessage()));
        } catch (IOException | RuntimeException e) {
            // snakeyaml has exceptions of its own; whatever a text provokes is that text's problem
            problems.malformed(0, "cannot be read: " + firstLine(e.toString()));
        }
        return Node.EMPTY_MAP;
    }

    /** What snakeyaml was doing, and what came in its way: it says them on two lines. */
    private static String told(MarkedYAMLException yaml) {
        String problem = firstLine(String.valueOf(yaml.getProblem()));
        return yaml.getContext() == null ? problem : firstLine(yaml.getContext()) + ": " + problem;
    }

    private Node document() throws IOException {
        if (parser.nextToken() == null) {
            return Node.EMPTY_MAP;
        }
        Node root = value("", line(), 0);
        if (parser.nextToken() != null) {
            problems.add("", line(), "only one document is read: there is more after its end");
        }
        return root;
    }

    private Node value(String path, int line, int depth) throws IOException {
        if (depth > DEPTH) {
            throw new TooMuch("nested deeper than " + DEPTH, line());
        }
        if (++nodes > NODES) {
            throw new TooMuch("more than " + NODES + " values", line());
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problems.add(path, line, "aliases (*name) are not read: write the value out");
            return Node.scalar(Node.Kind.NULL, line, "");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(path, line, depth);
            case START_ARRAY -> list(path, line, depth);
            case VALUE_NULL -> Node.scalar(Node.Kind.NULL, line, "");
            case VALUE_TRUE -> Node.scalar(Node.Kind.BOOLEAN, line, "true");
            case VALUE_FALSE -> Node.scalar(Node.Kind.BOOLEAN, line, "false");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Node.scalar(Node.Kind.NUMBER, line, parser.getText());
            default -> text(line);
        };
    }

    /** YAML has nothing where nothing stands: {@code orders:} without more. */
    private Node text(int line) throws IOException {
        String text = parser.getText();
        boolean nothing = text.isEmpty() && parser instanceof YAMLParser;
        return Node.scalar(nothing ? Node.Kind.NULL : Node.Kind.TEXT, line, text);
    }

    private Node map(String path, int line, int depth) throws IOException {
        Node map = Node.map(line);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line();
            parser.nextToken();
            String member = path.isEmpty() ? key : path + "." + key;
            Node value = value(member, keyLine, depth + 1);
            if (!map.put(key, value)) {
                problems.add(member, keyLine, "stands here twice");
            }
        }
        return map;
    }

    private Node list(String path, int line, int depth) throws IOException {
        Node list = Node.list(line);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(path, line(), depth + 1));
        }
        return list;
    }

    private int line() {
        return Math.max(0, parser.currentTokenLocation().getLineNr());
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static YAMLFactory yamlFactory() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LENGTH);
        options.setNestingDepthLimit(DEPTH + 10);
        return YAMLFactory.builder()
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .loaderOptions(options)
                .streamReadConstraints(BOUNDS)
                .build();
    }

    /** A bound was passed: nothing after it is read. */
    private static final class TooMuch extends RuntimeException {
        private final String what;
        private final int line;

        TooMuch(String what, int line) {
            super(what, null, false, false);
            this.what = what;
            this.line = line;
        }
    }
}
