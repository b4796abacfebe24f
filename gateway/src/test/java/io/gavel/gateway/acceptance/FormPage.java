package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser would read out of a page with a form, and send back. */
final class FormPage {
    private FormPage() {}

    /** All that a browser would send of a page's first form of many fields. */
    static Map<String, String> fields(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        String form = page.substring(page.indexOf("<form class=\"sheet\""));
        form = form.substring(0, form.indexOf("</form>"));
        Matcher inputs = Pattern.compile("<input (?:type=\"(?:hidden|text)\"|id=\"[^\"]*\" type=\"text\")"
                        + " name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(form);
        while (inputs.find()) {
            fields.put(inputs.group(1), text(inputs.group(2)));
        }
        Matcher ticks = Pattern.compile("type=\"checkbox\" name=\"([^\"]+)\" value=\"1\" checked")
                .matcher(form);
        while (ticks.find()) {
            fields.put(ticks.group(1), "1");
        }
        Matcher areas = Pattern.compile("(?s)<textarea id=\"[^\"]*\" name=\"([^\"]+)\"[^>]*>([^<]*)<")
                .matcher(form);
        while (areas.find()) {
            fields.put(areas.group(1), text(areas.group(2)).replace("\n", "\r\n"));
        }
        Matcher selects = Pattern.compile("(?s)<select id=\"[^\"]*\" name=\"([^\"]+)\".*?</select>")
                .matcher(form);
        while (selects.find()) {
            Matcher chosen =
                    Pattern.compile("<option value=\"([^\"]*)\" selected").matcher(selects.group());
            fields.put(selects.group(1), chosen.find() ? text(chosen.group(1)) : "");
        }
        return fields;
    }

    static Map<String, String> apply(String preview) {
        String form = preview.substring(preview.indexOf("/apply\""));
        Map<String, String> fields = new LinkedHashMap<>();
        for (String each : List.of("id", "version", "json")) {
            fields.put(each, hidden(form, each));
        }
        return fields;
    }

    static String undo(String page) {
        Matcher found =
                Pattern.compile("action=\"(/console/changes/[^\"]+/undo)\"").matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }

    static String hidden(String page, String name) {
        Matcher found = Pattern.compile("type=\"hidden\" name=\"" + name + "\" value=\"([^\"]*)\"")
                .matcher(page);
        assertTrue(found.find(), () -> name + " in " + page);
        return text(found.group(1));
    }

    static String input(String page, String name) {
        Matcher found = Pattern.compile("name=\"" + Pattern.quote(name) + "\" value=\"([^\"]*)\"")
                .matcher(page);
        assertTrue(found.find(), () -> name + " in " + page);
        return text(found.group(1));
    }

    /** What is said to be wrong with a field. */
    static String wrong(String page, String field) {
        Matcher found =
                Pattern.compile("(?s)id=\"wrong-" + field + "\">([^<]*)<").matcher(page);
        assertTrue(found.find(), () -> field + " in " + page);
        return text(found.group(1));
    }

    static String text(String html) {
        return html.replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
