package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.fact.Sources;
import io.gavel.gateway.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What rows of long reports know beside the line: of a caller the state, of a visit the keyword and the page. Any thread. */
public final class RowSources implements Sources {
    private static final Logger LOG = LoggerFactory.getLogger(RowSources.class);
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Pattern CALLER = Pattern.compile("\"caller_id\":\"([^\"]*)\"");
    private static final int LONGEST = 200;

    private final Directory directory;
    private final Vault leads;
    private final Vault stories;
    private final Function<String, CallerPlace> places;

    /**
     * @param stories what visits told
     * @param places where a number is of
     */
    public RowSources(Directory directory, Vault leads, Vault stories, Function<String, CallerPlace> places) {
        this.directory = directory;
        this.leads = leads;
        this.stories = stories;
        this.places = places;
    }

    @Override
    public Snapshot market() {
        return directory.now();
    }

    @Override
    public String stateOf(long callRef) {
        byte[] plain = read(leads, callRef);
        Matcher found = CALLER.matcher(new String(plain, StandardCharsets.UTF_8));
        String state = found.find() ? places.apply(found.group(1)).stateLetters() : null;
        return state == null ? "" : state;
    }

    @Override
    public Visit visit(long visitRef) {
        byte[] story = read(stories, visitRef);
        String keyword = "";
        String page = "";
        try (JsonParser parser = FACTORY.createParser(story)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Visit.UNKNOWN;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
                if (text && name.equals("keyword")) {
                    keyword = cut(parser.getText());
                } else if (text && name.equals("landing_page")) {
                    page = cut(withoutQuery(parser.getText()));
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            LOG.warn("analytics visit_unreadable=\"{}\"", e.toString());
        }
        return new Visit(keyword, page);
    }

    private static byte[] read(Vault vault, long reference) {
        try {
            byte[] plain = vault.read(reference);
            return plain == null ? new byte[0] : plain;
        } catch (IOException e) {
            LOG.warn("analytics vault_problem=\"{}\"", e.toString());
            return new byte[0];
        }
    }

    private static String withoutQuery(String page) {
        int query = page.indexOf('?');
        int fragment = page.indexOf('#');
        int end = query < 0 ? page.length() : query;
        return page.substring(0, fragment < 0 ? end : Math.min(end, fragment));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
