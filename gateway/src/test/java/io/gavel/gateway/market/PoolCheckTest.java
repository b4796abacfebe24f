package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.gateway.config.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with pools and their numbers, each with its line and key. */
class PoolCheckTest {
    @Test
    void aNumberIsInOnePlace() {
        List<Problem> found = check("""
            verticals: {auto: {fields: {age: {type: integer}}}}
            campaigns: {calls: {vertical: auto, product: call, method: ping_post}}
            numbers:
              "+18005550199": {campaign: calls}
            pools:
              a: {campaign: calls, numbers: ["+18005550100", "+18005550101"], overflow: "+18005550102"}
              b: {campaign: calls, numbers: ["+18005550103"], retiring: ["+18005550101"], overflow: "+18005550102"}
              c: {campaign: calls, numbers: ["+18005550199"], late_s: 2592001, hold_s: 0, colour: red}
            """);
        assertEquals(
                List.of(
                        "7 pools.b",
                        "7 pools.b",
                        "8 pools.c.numbers",
                        "8 pools.c.hold_s",
                        "8 pools.c.late_s",
                        "8 pools.c.colour"),
                found.stream()
                        .map(problem -> problem.line() + " " + problem.key())
                        .toList());
    }

    private static List<Problem> check(String text) {
        return MarketCheck.problems("market.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
