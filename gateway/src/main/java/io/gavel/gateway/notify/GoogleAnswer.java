package io.gavel.gateway.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What the Google Ads API says of the rows of a request: {@code partialFailureError} of a 200, {@code error} of anything else, each
 * with details that name the row ({@code location.fieldPathElements[0].index}) and the code. Pure.
 */
final class GoogleAnswer {
    /** After which what came too early is tried again. */
    static final long LATER_MILLIS = Duration.ofHours(6).toMillis();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The effect is there: an earlier attempt had it. */
    private static final Set<String> HAD = Set.of(
            "CLICK_CONVERSION_ALREADY_EXISTS",
            "ORDER_ID_ALREADY_IN_USE",
            "CONVERSION_ALREADY_RETRACTED",
            "RESTATEMENT_ALREADY_EXISTS",
            "MORE_RECENT_RESTATEMENT_FOUND");

    /** Too early; a conversion to be adjusted is found some hours after it was uploaded. */
    private static final Set<String> EARLY = Set.of(
            "TOO_RECENT_EVENT",
            "TOO_RECENT_CALL",
            "TOO_RECENT_CONVERSION_ACTION",
            "TOO_RECENT_CONVERSION",
            "CONVERSION_NOT_FOUND");

    /** Not this row's fault. */
    private static final Set<String> AGAIN = Set.of(
            "INTERNAL_ERROR",
            "TRANSIENT_ERROR",
            "DEADLINE_EXCEEDED",
            "RESOURCE_EXHAUSTED",
            "RESOURCE_TEMPORARILY_EXHAUSTED",
            "CONCURRENT_MODIFICATION",
            "DUPLICATE_ORDER_ID",
            "DUPLICATE_CLICK_CONVERSION_IN_REQUEST",
            "DUPLICATE_ADJUSTMENT_IN_REQUEST");

    private GoogleAnswer() {}

    /** A verdict for each of so many rows, in their order. */
    static List<Verdict> read(int status, byte[] answer, int length, int rows) {
        JsonNode body;
        try {
            body = JSON.readTree(answer, 0, length);
        } catch (IOException e) {
            return Collections.nCopies(rows, Verdict.again("status " + status + ", not JSON"));
        }
        boolean taken = status == 200 && body != null && body.isObject();
        JsonNode error = body == null ? MissingNode.getInstance() : body.path(taken ? "partialFailureError" : "error");
        Verdict others = taken ? Verdict.DONE : Verdict.again(problem(status, error));
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(rows, others));
        boolean named = false;
        for (JsonNode detail : error.path("details")) {
            for (JsonNode wrong : detail.path("errors")) {
                int row = row(wrong);
                if (row >= 0 && row < rows) {
                    verdicts.set(row, verdict(wrong));
                    named = true;
                }
            }
        }
        boolean unclear = taken && !error.isMissingNode() && !error.isEmpty() && !named;
        return unclear ? Collections.nCopies(rows, Verdict.again(problem(status, error))) : verdicts;
    }

    /** -1: it is of no row. */
    private static int row(JsonNode wrong) {
        for (JsonNode element : wrong.at("/location/fieldPathElements")) {
            String field = element.path("fieldName").asText();
            if (field.equals("conversions")
                    || field.equals("conversion_adjustments")
                    || field.equals("conversionAdjustments")) {
                return element.path("index").asInt(0);
            }
        }
        return -1;
    }

    private static Verdict verdict(JsonNode wrong) {
        JsonNode codes = wrong.path("errorCode");
        String code = codes.isEmpty() ? "" : codes.elements().next().asText();
        if (HAD.contains(code)) {
            return Verdict.DONE;
        }
        if (EARLY.contains(code)) {
            return Verdict.later(code, LATER_MILLIS);
        }
        return AGAIN.contains(code) ? Verdict.again(code) : Verdict.dead(code.isEmpty() ? "refused" : code);
    }

    /** The first code, or the status; never a message, which may quote what was sent. */
    private static String problem(int status, JsonNode error) {
        JsonNode code = error.at("/details/0/errors/0/errorCode");
        String word = code.isEmpty()
                ? error.path("status").asText()
                : code.elements().next().asText();
        return "status " + status + (word.matches("[A-Z_]{1,80}") ? " " + word : "");
    }
}
