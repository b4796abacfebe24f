package io.gavel.gateway.visit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.story.Story;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of a visit: {@code {"pool", "visitor", "landing_page", "referrer", "area_code", "first": {"landing_page",
 * "referrer"}, "ga_client_id", "ad_user_data": "granted"|"denied", "ad_personalization"}}. Whatever else it says is not read: pages live longer than exchanges. Times of visitors' clocks are not asked for.
 */
final class VisitBody {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(10).build())
            .build();
    private static final String FIRST = "first";
    private static final List<String> CONSENT = List.of("granted", "denied");
    private static final int LONGEST_VISITOR = 128;
    private static final int LONGEST_ADDRESS = 8192;

    private final Map<String, String> texts = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();
    private @Nullable Problem problem;

    static VisitBody read(byte[] body) {
        VisitBody read = new VisitBody();
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                read.problem = Problems.malformed("The body is not a JSON object.");
                return read;
            }
            read.members(json, "");
            if (json.nextToken() != null) {
                read.problem = Problems.malformed("Something follows the JSON object.");
            }
        } catch (JsonProcessingException e) {
            read.problem = Problems.malformed("The body is not JSON.");
        } catch (IOException e) {
            read.problem = Problems.malformed("The body is not UTF-8.");
        }
        read.check();
        return read;
    }

    /** What is wrong with it, null if nothing is. */
    @Nullable
    Problem problem() {
        return problem == null && !errors.isEmpty() ? Problems.invalid(errors) : problem;
    }

    String pool() {
        return texts.getOrDefault("pool", "");
    }

    /** Null: the page does not know its visitors. */
    @Nullable
    String visitor() {
        return texts.get("visitor");
    }

    /** 0: not told. */
    int areaCode() {
        String code = texts.get("area_code");
        return code == null ? 0 : Integer.parseInt(code);
    }

    Story last() {
        return Story.of(texts.get(Story.LANDING_PAGE), texts.get(Story.REFERRER), said());
    }

    /** What the page itself says; click ids are of its address. */
    private Map<String, String> said() {
        Map<String, String> said = new HashMap<>();
        for (String name : List.of("ad_user_data", "ad_personalization")) {
            String value = texts.get(name);
            if (value != null && CONSENT.contains(value)) {
                said.put(name, value);
            }
        }
        String analytics = texts.get("ga_client_id");
        if (analytics != null) {
            said.put("ga_client_id", analytics);
        }
        return said;
    }

    /** What the visitor's first visit told; null: the page says nothing of it. */
    @Nullable
    Story first() {
        String landingPage = texts.get("first.landing_page");
        String referrer = texts.get("first.referrer");
        return landingPage == null && referrer == null ? null : Story.of(landingPage, referrer);
    }

    private void members(JsonParser json, String path) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT && path.isEmpty() && name.equals(FIRST)) {
                members(json, FIRST + ".");
            } else if (token.isScalarValue()) {
                if (token != JsonToken.VALUE_NULL && texts.size() < 64) {
                    texts.put(path + name, json.getText());
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void check() {
        if (pool().isEmpty()) {
            errors.add(new FieldError("pool", "is required"));
        }
        String visitor = visitor();
        if (visitor != null && (visitor.isBlank() || visitor.length() > LONGEST_VISITOR)) {
            errors.add(new FieldError("visitor", "must have 1 to " + LONGEST_VISITOR + " characters"));
        }
        for (String name : List.of("landing_page", "referrer", "first.landing_page", "first.referrer")) {
            if (texts.getOrDefault(name, "").length() > LONGEST_ADDRESS) {
                errors.add(new FieldError(name, "has more than " + LONGEST_ADDRESS + " characters"));
            }
        }
        String area = texts.get("area_code");
        if (area != null && !area.matches("[2-9][0-9]{2}")) {
            errors.add(new FieldError("area_code", "must be three digits, like \"415\""));
        }
    }
}
