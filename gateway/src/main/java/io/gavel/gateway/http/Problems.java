package io.gavel.gateway.http;

import java.util.List;

/** The problems that any route may answer; each code has one meaning and is never renamed. */
public final class Problems {
    /** 503: shutting down, or the line is full; nothing was done. */
    public static final Problem BUSY = new Problem(
            503, "busy", "The exchange cannot take this request now; nothing was done. Try again.", List.of(), 1);

    /** 503: shutting down. */
    public static final Problem DRAINING =
            new Problem(503, "draining", "The exchange is shutting down; nothing was done.", List.of(), 5);

    /** 503: it went on the line, but no answer came in time; the outcome can be asked for later. */
    public static final Problem NO_ANSWER =
            new Problem(503, "no_answer", "No answer in time; the request may have been carried out.", List.of(), 1);

    /** 401. */
    public static final Problem UNAUTHORIZED =
            new Problem(401, "unauthorized", "Send a valid key: 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'.");

    /** 403. */
    public static final Problem FORBIDDEN = new Problem(403, "forbidden", "This key may not do that.");

    /** 404. */
    public static final Problem NOT_FOUND = new Problem(404, "not_found", "There is no such thing here.");

    /** 413. */
    public static final Problem TOO_LARGE = new Problem(413, "too_large", "The body is larger than this route takes.");

    /** 415. */
    public static final Problem UNSUPPORTED_TYPE = new Problem(
            415,
            "unsupported_type",
            "Send application/json or, where a route says so, application/x-www-form-urlencoded.");

    /** 400: not JSON, or not what the Content-Encoding says. */
    public static final String MALFORMED = "malformed";

    /** 422: see {@code errors}. */
    public static final String FIELDS_INVALID = "fields_invalid";

    /** 409: the Idempotency-Key was used with another body, or its first use is not answered yet. */
    public static final String IDEMPOTENCY_CONFLICT = "idempotency_conflict";

    /** 429. */
    public static final String RATE_LIMITED = "rate_limited";

    private Problems() {}

    /** 422 with everything that is wrong. */
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(422, FIELDS_INVALID, "Fields are invalid.", errors);
    }

    /** 400: the body cannot be read at all. */
    public static Problem malformed(String detail) {
        return new Problem(400, MALFORMED, detail);
    }
}
