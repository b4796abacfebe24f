package io.gavel.gateway.market;

import io.gavel.gateway.story.Story;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with macros like {@code {click_id}}: an address that a seller wants to be asked, or what it wants to be told. Values are
 * encoded for where they stand, so that nothing in them can add a parameter, leave a string, or choose another host. Immutable.
 */
public final class PostbackTemplate {
    /** What a seller may know of what it sold; besides these, every name of a {@link Story}. */
    static final List<String> MACROS = List.of(
            "conversion_id",
            "lead_id",
            "call_id",
            "click_id",
            "campaign",
            "seller",
            "source",
            "sub_id",
            "product",
            "payout",
            "currency",
            "time",
            "epoch",
            "status");

    /** What the buyer paid: only where no seller is told. */
    static final String PRICE = "price";

    private static final Pattern MACRO = Pattern.compile("\\{([a-z_0-9]+)}");
    private static final String UNRESERVED = "-._~";

    /** How a value is written where it stands. */
    private enum Form {
        URL,
        JSON
    }

    private final List<String> texts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Form form;

    private PostbackTemplate(String template, Form form) {
        this.form = form;
        Matcher macro = MACRO.matcher(template);
        int from = 0;
        while (macro.find()) {
            texts.add(template.substring(from, macro.start()));
            names.add(macro.group(1));
            from = macro.end();
        }
        texts.add(template.substring(from));
    }

    /** An address. */
    public static PostbackTemplate url(String template) {
        return new PostbackTemplate(template, Form.URL);
    }

    /** A body: of JSON if it begins with a brace that is no macro's, else of a form. */
    public static PostbackTemplate body(String template) {
        return new PostbackTemplate(template, isJson(template) ? Form.JSON : Form.URL);
    }

    static boolean isJson(String template) {
        return template.startsWith("{") && !MACRO.matcher(template).lookingAt();
    }

    public boolean isJson() {
        return form == Form.JSON;
    }

    /** What is wrong with it as an address; null if nothing is. {@code priced}: whether the price may be told. */
    @Nullable
    String problem(boolean priced) {
        for (String name : names) {
            boolean known = MACROS.contains(name) || Story.isName(name) || (priced && name.equals(PRICE));
            if (!known) {
                return "knows no {" + name + "}"
                        + (name.equals(PRICE) ? " for a seller: it would tell the margin" : "");
            }
        }
        return null;
    }

    /** Whether scheme, host and port stand before the first macro: nobody else chooses where a request goes. */
    boolean hasFixedHost() {
        String head = texts.get(0);
        int authority = head.indexOf("://");
        return authority > 0
                && (names.isEmpty() || head.indexOf('/', authority + 3) > 0 || head.indexOf('?', authority + 3) > 0);
    }

    /** The text with its values; one that is not known, or null, is empty. */
    public String fill(Function<String, @Nullable String> values) {
        StringBuilder out = new StringBuilder(texts.get(0));
        for (int i = 0; i < names.size(); i++) {
            String value = values.apply(names.get(i));
            encode(out, value == null ? "" : value);
            out.append(texts.get(i + 1));
        }
        return out.toString();
    }

    private void encode(StringBuilder out, String value) {
        if (form == Form.JSON) {
            json(out, value);
            return;
        }
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                hex(out.append('%'), c);
            }
        }
    }

    private static void json(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == '<' || Character.isSurrogate(c)) {
                out.append("\\u");
                hex(out, (char) (c >> 8));
                hex(out, (char) (c & 0xff));
            } else {
                out.append(c);
            }
        }
    }

    private static void hex(StringBuilder out, char c) {
        out.append(Character.toUpperCase(Character.forDigit(c >> 4 & 15, 16)))
                .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
    }
}
