package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;

/** What every refusal has in common: its status, its stable code, its type, and that it is counted. */
final class Refused {
    private Refused() {}

    /** Asks, and checks that it is refused so; the answer's text. */
    static String with(Exchange exchange, int status, String code, String what, Supplier<Exchange.Answer> request) {
        double before = exchange.refusals(code);
        Exchange.Answer answer = request.get();
        String said = what + " -> " + answer.status() + " " + answer.text();
        assertEquals(status, answer.status(), said);
        assertEquals("application/problem+json", answer.type(), said);
        assertEquals(code, answer.json().path("code").asText(), said);
        assertEquals(status, answer.json().path("status").asInt(), said);
        assertTrue(!answer.json().path("detail").asText().isEmpty(), said);
        assertEquals(before + 1, exchange.refusals(code), 0, "counted: " + what);
        return answer.text();
    }

    /** 422, and what is wrong with which field. */
    static void fields(Exchange exchange, String field, String what, Supplier<Exchange.Answer> request) {
        String text = with(exchange, 422, "fields_invalid", what, request);
        assertTrue(text.contains("{\"field\":\"" + field + "\""), what + " -> " + text);
    }
}
