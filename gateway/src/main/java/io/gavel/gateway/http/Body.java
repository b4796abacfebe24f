package io.gavel.gateway.http;

/** What a route takes as a body. */
public enum Body {
    /** Nothing; what comes is dropped. */
    NONE,
    /** {@code application/json}. */
    JSON,
    /** {@code application/json} or {@code application/x-www-form-urlencoded}. */
    JSON_OR_FORM,
    /** Any type: the handler looks at {@code Content-Type} itself. */
    ANY
}
