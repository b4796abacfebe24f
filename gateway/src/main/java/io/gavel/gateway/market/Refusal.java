package io.gavel.gateway.market;

import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import java.util.List;

/**
 * Why a change of the market was not made.
 *
 * @param status as HTTP has it: 400, 404, 409, 412, 422, 503
 * @param code a stable word
 * @param detail in words for a person
 * @param problems of the document, by key and line
 */
public record Refusal(int status, String code, String detail, List<Problem> problems) {
    static Refusal invalid(Problems problems) {
        return problems.isMalformed()
                ? new Refusal(400, "malformed", "The document cannot be read.", problems.list())
                : new Refusal(422, "fields_invalid", "The document is not valid.", problems.list());
    }

    static Refusal of(int status, String code, String detail) {
        return new Refusal(status, code, detail, List.of());
    }
}
