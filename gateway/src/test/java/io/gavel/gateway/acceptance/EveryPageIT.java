package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.browser.InChromium;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.http.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page of every role, found by the links that lead there: nothing serious is found by axe-core in light and dark, it is not
 * wider than a phone, and it weighs little. What is found goes into {@code target/console-pages-*.txt}.
 */
@Timeout(240)
@InChromium
@ExtendWith(Exchange.Shared.class)
class EveryPageIT extends ConsoleInBrowser {
    /** What a page may weigh with all that it loads, as it is sent. */
    private static final int HEAVIEST = 100_000;

    /** No pages. */
    private static final Set<String> FILES = Set.of(
            "/console/live/feed",
            "/console/pnl.csv",
            "/console/numbers.csv",
            "/console/calls/{id}/recording",
            "/console/prompts/{prompt}");

    /** Of what this exchange has none: calls have a test of their own. */
    private static final Set<String> OTHERS = Set.of(
            "/console/calls/{id}",
            "/console/people/{user}",
            "/console/letters/{letter}",
            "/console/billing/carriers/{party}",
            "/console/numbers/{number}",
            "/console/setup/market");

    @Test
    void operatorsPagesCanBeReadByEverybody(Exchange exchange) throws Exception {
        String steps = "{\"start\":\"ask\",\"steps\":{\"ask\":{\"play\":\"welcome.wav\",\"digits\":1,\"retries\":1,"
                + "\"keep_as\":\"intent\",\"on\":{\"1\":\"auction\",\"default\":\"hangup\"}}}}";
        Exchange.Answer answer = exchange.send(
                "PUT",
                "/v1/admin/flows/every-flow",
                Exchange.OPERATOR,
                "application/json",
                steps.getBytes(StandardCharsets.UTF_8));
        assertEquals(2, answer.status() / 100, answer::text);
        traded(exchange);
        readable(exchange, Role.OPERATOR, Exchange.OPERATOR, "live", "flows/axe?begin=yes", "flows/every-flow/try?k=9");
    }

    @Test
    void sellersPagesCanBeReadByEverybody(Exchange exchange) throws Exception {
        traded(exchange);
        readable(exchange, Role.SELLER, Exchange.ACME, "earnings-overview");
    }

    @Test
    void buyersPagesCanBeReadByEverybody(Exchange exchange) throws Exception {
        traded(exchange);
        readable(exchange, Role.BUYER, Exchange.SOUTH, "overview");
    }

    /** A lead that is sold and given back. */
    private static void traded(Exchange exchange) {
        String lead = exchange.post(
                        "/v1/leads",
                        Exchange.ACME,
                        "{\"campaign\":\"fixed\",\"source\":\"every\",\"tracking\":{\"gclid\":\"abc\",\"keyword\":\"roof\"},"
                                + "\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"+13105550199\"}}")
                .json()
                .path("lead_id")
                .asText();
        exchange.post("/v1/buyer/returns", Exchange.SOUTH, "{\"lead_id\":\"" + lead + "\",\"reason\":\"every\"}");
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Exchange.until(
                "the return is shown",
                () -> operator.get("/console/returns").body().contains("/console/returns/" + lead));
    }

    private void readable(Exchange exchange, Role role, String key, String start, String... more) throws Exception {
        Map<String, Pattern> left = routes(exchange, role);
        List<String> report = new ArrayList<>();
        read("sign-in", report);
        console.signIn(key, start);
        Deque<String> found = new ArrayDeque<>(List.of(more));
        found.addFirst(start);
        while (!found.isEmpty()) {
            String path = found.poll();
            String route = routeOf(left, path);
            if (route != null || List.of(more).contains(path)) {
                left.remove(route);
                read(path, report);
                page.locator("a[href^='/console/']").all().stream()
                        .map(link -> String.valueOf(link.getAttribute("href")).substring("/console/".length()))
                        .filter(link -> routeOf(left, link) != null)
                        .distinct()
                        .forEach(found::add);
            }
        }
        Files.write(Path.of("target", "console-pages-" + role.word() + ".txt"), report);
        Set<String> never = new TreeSet<>(left.keySet());
        never.removeAll(OTHERS);
        assertEquals(Set.of(), never, "no link leads there");
    }

    private static @Nullable String routeOf(Map<String, Pattern> routes, String path) {
        String here = "/console/" + path.replaceAll("[?#].*", "");
        return routes.entrySet().stream()
                .filter(route -> route.getValue().matcher(here).matches())
                .map(Map.Entry::getKey)
                .min((a, b) -> Integer.compare(a.indexOf('{'), b.indexOf('{')))
                .orElse(null);
    }

    private static Map<String, Pattern> routes(Exchange exchange, Role role) {
        Map<String, Pattern> routes = new LinkedHashMap<>();
        for (Route route : exchange.routes()) {
            boolean isPage = route.method().equals("GET")
                    && route.page() != null
                    && route.page().allows(role)
                    && route.path().startsWith("/console/")
                    && !FILES.contains(route.path());
            if (isPage) {
                routes.put(route.path(), Pattern.compile(route.path().replaceAll("\\{\\w+}", "[^/]+")));
            }
        }
        return routes;
    }

    private void read(String path, List<String> report) throws Exception {
        long bytes = screen.weight(() -> assertEquals(200, console.open(path), path));
        assertTrue(bytes > 5_000 && bytes <= HEAVIEST, path + " weighs " + bytes);
        assertEquals("", screen.barriers(), path);
        screen.dark(true);
        assertEquals("", screen.contrasts(), path + " in the dark");
        screen.dark(false);
        int paint = screen.paint();
        screen.phone();
        screen.desk();
        report.add(path + ": " + bytes + " bytes, painted after " + paint + " ms");
    }
}
