package io.gavel.gateway.http;

/**
 * One thing that is wrong with a request.
 *
 * @param field where: {@code fields.age}, {@code floor}, {@code orders.north.caps[0]}; empty for the body as a whole
 * @param message what, in words for a person; never repeats personal data
 */
public record FieldError(String field, String message) {}
