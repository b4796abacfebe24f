package io.gavel.gateway.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds our script in a page that somebody else wrote. In a time that grows with the page's length and no faster, whatever is in
 * there: each tag is read once, and no pattern gives back what it took.
 */
final class PageScripts {
    private static final Pattern TAG = Pattern.compile("<script\\b([^>]*+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SOURCE =
            Pattern.compile("\\bsrc\\s*+=\\s*+[\"']?+([^\"'\\s>]*+)", Pattern.CASE_INSENSITIVE);

    private PageScripts() {}

    /** The addresses of the page's scripts that are {@code dni.js}, as they are written there. */
    static List<String> sources(String page) {
        List<String> sources = new ArrayList<>();
        Matcher tags = TAG.matcher(page);
        while (tags.find()) {
            Matcher each = SOURCE.matcher(page).region(tags.start(1), tags.end(1));
            while (each.find()) {
                String source = each.group(1);
                if (source.contains("/dni.js")) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }
}
