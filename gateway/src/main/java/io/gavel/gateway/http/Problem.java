package io.gavel.gateway.http;

import java.util.List;

/**
 * An error answer (RFC 9457, {@code application/problem+json}) with a code that programs can rely on.
 *
 * @param status the HTTP status
 * @param code a stable word, for example {@code fields_invalid}; the list is in {@link Problems}
 * @param detail what happened, in words for a person
 * @param errors what is wrong with which field; may be empty
 * @param retryAfterSeconds sent as {@code Retry-After} if above 0
 */
public record Problem(int status, String code, String detail, List<FieldError> errors, int retryAfterSeconds) {
    public Problem {
        errors = List.copyOf(errors);
    }

    public Problem(int status, String code, String detail) {
        this(status, code, detail, List.of(), 0);
    }

    public Problem(int status, String code, String detail, List<FieldError> errors) {
        this(status, code, detail, errors, 0);
    }

    /** The same, to be tried again later. */
    public Problem retryAfter(int seconds) {
        return new Problem(status, code, detail, errors, seconds);
    }

    /** The name of an HTTP status (RFC 9110 §15), the problem's title. */
    public String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 422 -> "Unprocessable Content";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
