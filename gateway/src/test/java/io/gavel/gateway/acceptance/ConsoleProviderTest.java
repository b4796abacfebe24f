package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators who come by their own identity provider: a real one of tests, asked over real sockets. */
@ExtendWith(Exchange.Shared.class)
class ConsoleProviderTest {
    @Test
    void whoHasAGroupThereHasARoleHereUntilItIsTaken(Exchange exchange) {
        person(exchange, "pia", "exchange-operators");
        Visitor pia = new Visitor(exchange);
        assertTrue(pia.get("/console/sign-in").body().contains("/console/sign-in/provider"));
        String back = pia.byProvider("/console/pnl");
        HttpResponse<String> arrived = pia.get(back);
        assertEquals(200, arrived.statusCode(), arrived::body);
        assertTrue(arrived.body().contains("0;url=/console/pnl"), arrived::body);
        String people = pia.get("/console/people").body();
        Matcher id = Pattern.compile("/console/people/(u-[a-z0-9]+)\">pia<").matcher(people);
        assertTrue(id.find(), people);
        assertTrue(pia.get("/console/account").body().contains("identity provider"));
        HttpResponse<String> again = pia.get(back);
        assertEquals(403, again.statusCode(), "replayed");
        assertTrue(again.body().contains("Sign in again"), again::body);

        person(exchange, "pia", "exchange-analysts");
        Visitor later = arrived(exchange);
        assertEquals(403, later.get("/console/people").statusCode(), "an analyst now");
        assertTrue(isOut(pia), "everywhere");
        person(exchange, "pia", "staff");
        HttpResponse<String> refused = back(exchange);
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("sign_in.operators"), refused::body);
        assertTrue(isOut(later), "no role, no session");

        Exchange.Answer audit = exchange.get("/v1/admin/audit?section=users", Exchange.OPERATOR);
        assertTrue(
                audit.text().contains("is analyst now") && audit.text().contains("has no role any longer"),
                audit::text);
        assertFalse(audit.text().contains("pia"), audit::text);
    }

    @Test
    void aPersonOfTheProviderHasNoPasswordHereAndCanBeSwitchedOff(Exchange exchange) {
        person(exchange, "quentin", "exchange-operators");
        Visitor quentin = arrived(exchange);
        String people = quentin.get("/console/people").body();
        Matcher id = Pattern.compile("/console/people/(u-[a-z0-9]+)\">quentin<").matcher(people);
        assertTrue(id.find(), people);
        String one = "/v1/admin/users/" + id.group(1);
        assertEquals(
                409,
                exchange.post(one + "/reset-password", Exchange.OPERATOR, "{}").status());
        Visitor guesser = new Visitor(exchange).from("192.0.2.120");
        assertEquals(403, guesser.signIn("quentin", "").statusCode());
        assertEquals(
                200, exchange.post(one + "/disable", Exchange.OPERATOR, "{}").status());
        assertTrue(isOut(quentin));
        HttpResponse<String> off = back(exchange);
        assertEquals(403, off.statusCode());
        assertTrue(off.body().contains("switched you off"), off::body);
    }

    @Test
    void nobodyTakesTheNameOfWhoHasAPasswordHere(Exchange exchange) {
        Exchange.Answer made =
                exchange.post("/v1/admin/users", Exchange.OPERATOR, "{\"name\":\"rosa\",\"role\":\"operator\"}");
        assertEquals(201, made.status(), made::text);
        person(exchange, "Rosa", "exchange-operators");
        HttpResponse<String> refused = back(exchange);
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("a user of your name"), refused::body);
    }

    @Test
    void whatLeadsElsewhereIsNotFollowed(Exchange exchange) {
        person(exchange, "sam", "exchange-operators");
        Visitor sam = new Visitor(exchange);
        String arrived = sam.get(sam.byProvider("https://elsewhere.example/")).body();
        assertTrue(arrived.contains("0;url=/console/live"), arrived);
    }

    @Test
    void whenTheProviderIsDownThePageSaysWhatToDo(Exchange exchange) {
        person(exchange, "tom", "exchange-operators");
        Visitor tom = new Visitor(exchange);
        String back = tom.byProvider("");
        exchange.provider.status = 503;
        try {
            HttpResponse<String> answer = tom.get(back);
            assertEquals(503, answer.statusCode());
            assertTrue(
                    answer.body().contains("identity provider") && answer.body().contains("API key"), answer::body);
        } finally {
            exchange.provider.status = 200;
        }
    }

    private static void person(Exchange exchange, String name, String group) {
        exchange.provider.subject = "of " + name;
        exchange.provider.name = name;
        exchange.provider.groups = List.of("everybody", group);
    }

    private static Visitor arrived(Exchange exchange) {
        Visitor visitor = new Visitor(exchange);
        HttpResponse<String> answer = visitor.get(visitor.byProvider(""));
        assertEquals(200, answer.statusCode(), answer::body);
        return visitor;
    }

    private static HttpResponse<String> back(Exchange exchange) {
        Visitor visitor = new Visitor(exchange);
        return visitor.get(visitor.byProvider(""));
    }

    private static boolean isOut(Visitor visitor) {
        HttpResponse<String> answer = visitor.get("/console/live");
        return answer.statusCode() == 303
                && answer.headers().firstValue("location").orElse("").startsWith("/console/sign-in");
    }
}
