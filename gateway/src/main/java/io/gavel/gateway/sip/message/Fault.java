package io.gavel.gateway.sip.message;

/**
 * Why a request is refused before anybody looks at it.
 *
 * @param status what to answer, 400 to 699
 * @param reason the reason phrase; names the rule, never what was received
 */
public record Fault(int status, String reason) {}
