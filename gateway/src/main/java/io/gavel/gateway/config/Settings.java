package io.gavel.gateway.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a configuration while it is read: the environment first, then the document, then the default. Remembers every
 * key that was asked for, so that what nobody asked for is reported. Not thread-safe.
 */
final class Settings {
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)\\]|([0-9.]+))(?::([0-9]{1,5}))?");

    private final Node root;
    private final Map<String, String> environment;
    private final Problems problems;
    private final Map<String, String> asked = new LinkedHashMap<>();

    Settings(Node root, Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
        this.root = root.isMap() ? root : Node.EMPTY_MAP;
        if (!root.isMap() && !root.isNull()) {
            problems.add("", root, "expected a map of keys, found " + root.describe());
        }
    }

    /** The variable that overrides a key. */
    static String variable(String key) {
        return "GAVEL_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** Every key asked for so far, with its default as it is written in YAML; in order. */
    Map<String, String> asked() {
        return asked;
    }

    int integer(String key, int byDefault, int least, int most) {
        Node node = find(key, Integer.toString(byDefault));
        if (node == null) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(node.text());
            if (value >= least && value <= most && node.kind() != Node.Kind.BOOLEAN) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        wrong(key, node, "expected a whole number from " + least + " to " + most);
        return byDefault;
    }

    int powerOfTwo(String key, int byDefault, int least, int most) {
        int value = integer(key, byDefault, least, most);
        if (Integer.bitCount(value) == 1) {
            return value;
        }
        wrong(key, find(key, ""), "expected a power of two");
        return byDefault;
    }

    boolean flag(String key, boolean byDefault) {
        Node node = find(key, Boolean.toString(byDefault));
        if (node == null) {
            return byDefault;
        }
        if (node.text().equals("true") || node.text().equals("false")) {
            return node.text().equals("true");
        }
        wrong(key, node, "expected true or false");
        return byDefault;
    }

    String text(String key, String byDefault) {
        Node node = find(key, byDefault);
        if (node == null) {
            return byDefault;
        }
        if (!node.text().isBlank()) {
            return node.text();
        }
        wrong(key, node, "expected a text");
        return byDefault;
    }

    /** A text; empty if absent. */
    String optional(String key) {
        Node node = find(key, "");
        return node == null ? "" : node.text().strip();
    }

    /** The name of a file that can be read; null if absent. */
    @Nullable
    String file(String key) {
        Node node = find(key, "");
        if (node == null || node.text().isBlank()) {
            return null;
        }
        if (Files.isReadable(Path.of(node.text()))) {
            return node.text();
        }
        wrong(key, node, "expected a file that can be read");
        return null;
    }

    /** An IP address and perhaps a port, {@code 10.0.0.2:53} or {@code [::1]:53}; null if absent. Names are not looked up. */
    @Nullable
    InetSocketAddress address(String key, int portByDefault) {
        Node node = find(key, "");
        if (node == null || node.text().isBlank()) {
            return null;
        }
        Matcher parts = ADDRESS.matcher(node.text());
        if (parts.matches()) {
            InetAddress host = NetUtil.createInetAddressFromIpAddressString(
                    parts.group(1) == null ? parts.group(2) : parts.group(1));
            int port = parts.group(3) == null ? portByDefault : Integer.parseInt(parts.group(3));
            if (host != null && port >= 1 && port <= 65_535) {
                return new InetSocketAddress(host, port);
            }
        }
        wrong(key, node, "expected an IP address, perhaps with a port");
        return null;
    }

    /** What is wrong with several keys together. */
    void problem(String key, String sentence) {
        problems.add(key, line(key, find(key, "")), sentence);
    }

    /** Addresses or networks in CIDR form, separated by commas; empty if absent. */
    String networks(String key) {
        Node node = find(key, "");
        String text = node == null ? "" : node.text().strip();
        if (text.isEmpty() || text.matches("[0-9A-Fa-f.:/]+(\\s*,\\s*[0-9A-Fa-f.:/]+)*")) {
            return text;
        }
        wrong(key, node, "expected addresses or networks like 10.0.0.0/8, separated by commas");
        return "";
    }

    <E extends Enum<E>> E word(String key, E byDefault) {
        Node node = find(key, byDefault.name().toLowerCase(Locale.ROOT));
        if (node == null) {
            return byDefault;
        }
        StringBuilder words = new StringBuilder();
        for (E word : byDefault.getDeclaringClass().getEnumConstants()) {
            String name = word.name().toLowerCase(Locale.ROOT);
            if (name.equals(node.text())) {
                return word;
            }
            words.append(words.isEmpty() ? "" : ", ").append(name);
        }
        wrong(key, node, "expected one of " + words);
        return byDefault;
    }

    PortRange ports(String key, PortRange byDefault) {
        Node node = find(key, byDefault.first() + "-" + byDefault.last());
        if (node == null) {
            return byDefault;
        }
        if (node.text().matches("[0-9]{1,5}-[0-9]{1,5}")) {
            String[] ends = node.text().split("-", -1);
            PortRange range = new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            if (range.first() >= 1 && range.first() <= range.last() && range.last() <= 65535) {
                return range;
            }
        }
        wrong(key, node, "expected first-last, each from 1 to 65535");
        return byDefault;
    }

    /** A text that is never shown; null if absent. */
    @Nullable
    String secret(String key, int leastLength) {
        Node node = find(key, "");
        if (node == null || node.text().isEmpty()) {
            return null;
        }
        if (node.text().length() >= leastLength) {
            return node.text();
        }
        problems.add(key, line(key, node), "is too short: at least " + leastLength + " characters");
        return null;
    }

    /** Secrets of others, out of the folder of this key and the environment. */
    SecretFiles secrets(String key) {
        Node node = find(key, "");
        boolean isThere = node != null && !node.text().isBlank();
        if (isThere && node != null && !Files.isDirectory(Path.of(node.text()))) {
            wrong(key, node, "expected a folder");
        }
        return new SecretFiles(isThere && node != null ? Path.of(node.text()) : null, environment);
    }

    /** Base64 of 32 bytes, never shown; null if absent. */
    @Nullable
    String secretKey(String key) {
        String text = secret(key, 1);
        if (text == null) {
            return null;
        }
        try {
            if (Base64.getDecoder().decode(text).length == 32) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // said below; the exception would quote the secret
        }
        problems.add(key, line(key, find(key, "")), "expected the base64 of 32 bytes");
        return null;
    }

    /** What the document has and nobody asked for is a problem. */
    void reportUnknown() {
        reportUnknown("", root);
    }

    private void reportUnknown(String path, Node map) {
        for (int i = 0; i < map.keys().size(); i++) {
            String key = path + map.keys().get(i);
            Node value = map.values().get(i);
            if (asked.containsKey(key)) {
                continue;
            }
            boolean group = asked.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
            if (!group) {
                problems.add(key, value, "is no key" + Suggestion.of(key, asked.keySet()));
            } else if (value.isMap()) {
                reportUnknown(key + ".", value);
            } else if (!value.isNull()) {
                problems.add(key, value, "expected a map of keys, found " + value.describe());
            }
        }
    }

    private @Nullable Node find(String key, String byDefault) {
        asked.putIfAbsent(key, byDefault);
        String overridden = environment.get(variable(key));
        if (overridden != null) {
            return Node.scalar(Node.Kind.TEXT, 0, overridden.strip());
        }
        Node node = root;
        for (String part : key.split("\\.", -1)) {
            node = node.get(part);
            if (node == null || node.isNull()) {
                return null;
            }
        }
        return node;
    }

    private void wrong(String key, @Nullable Node node, String expected) {
        problems.add(key, line(key, node), expected + (node == null ? "" : ", found " + node.describe()) + source(key));
    }

    private int line(String key, @Nullable Node node) {
        return node == null || environment.containsKey(variable(key)) ? 0 : node.line();
    }

    private String source(String key) {
        return environment.containsKey(variable(key)) ? " in " + variable(key) : "";
    }
}
