package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Route;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is documented is what there is; answers are held against it by every test that asks {@link Exchange}. */
@ExtendWith(Exchange.Shared.class)
class OpenApiTest {
    /** Reasons that a seller is never answered: they are problems, or of other commands. */
    private static final Set<Reason> NO_ANSWERS =
            Set.of(Reason.NONE, Reason.NOT_FOUND, Reason.NOT_RETURNABLE, Reason.RETURN_LIMIT, Reason.UNKNOWN_BID);

    @Test
    void everyRouteIsDocumentedAndNoOther(Exchange exchange) {
        Set<String> routes = new TreeSet<>();
        for (Route route : exchange.routes()) {
            if (route.page() == null) {
                routes.add(route.method() + " " + route.path());
            }
        }
        assertEquals(routes, exchange.documentation().operations());
    }

    @Test
    void whatNeedsNoKeyIsDocumentedAsSuch(Exchange exchange) {
        for (Route route : exchange.routes()) {
            if (route.page() != null) {
                continue;
            }
            JsonNode operation = exchange.documentation()
                    .document()
                    .path("paths")
                    .path(route.path())
                    .path(route.method().toLowerCase(Locale.ROOT));
            assertEquals(route.access() == Access.PUBLIC, operation.has("security"), route.path());
        }
    }

    @Test
    void everyReferenceLeadsSomewhere(Exchange exchange) {
        assertEquals(Set.of(), exchange.documentation().dangling());
    }

    @Test
    void everyReasonAndOutcomeIsDocumentedInWords(Exchange exchange) {
        List<String> reasons = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            if (!NO_ANSWERS.contains(reason)) {
                reasons.add(reason.word());
            }
        }
        documented(exchange, "Reason", reasons);
        List<String> outcomes = new ArrayList<>(List.of("filtered", "closed", "disabled", "not_asked", "unknown"));
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.PENDING && outcome != Outcome.NULL_VAL) {
                outcomes.add(outcome.name().toLowerCase(Locale.ROOT));
            }
        }
        documented(exchange, "Outcome", outcomes);
    }

    @Test
    void whatNeedsAKeyIsRefusedWithoutOneAndWithAnothersByEveryRoute(Exchange exchange) {
        for (Route route : exchange.routes()) {
            if (route.access() == Access.PUBLIC) {
                continue;
            }
            String path = route.path().replaceAll("\\{\\w+}", "x");
            assertEquals(401, exchange.send(route.method(), path, "").status(), path);
            assertEquals(401, exchange.send(route.method(), path, "no-such-key").status(), path);
            if (route.access() == Access.OPERATOR) {
                assertEquals(
                        403, exchange.send(route.method(), path, Exchange.ACME).status(), path);
                assertEquals(
                        403, exchange.send(route.method(), path, Exchange.NORTH).status(), path);
            }
        }
    }

    private static void documented(Exchange exchange, String schema, List<String> words) {
        JsonNode node = exchange.documentation().document().at("/components/schemas/" + schema);
        Set<String> listed = new TreeSet<>();
        node.path("enum").forEach(word -> listed.add(word.asText()));
        assertEquals(new TreeSet<>(words), listed);
        for (String word : words) {
            assertTrue(node.path("description").asText().contains(word + ": "), word);
        }
    }
}
