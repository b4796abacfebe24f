package io.gavel.gateway.market;

import org.jspecify.annotations.Nullable;

/**
 * Where what was sold goes. One of url, sip and number is not null.
 *
 * @param url where a lead is posted
 * @param timeoutMillis of one attempt to post it
 * @param unknownNext on_unknown: next
 * @param sip where a call is sent
 * @param number where a call is sent through the carrier
 * @param carrier its name, with number
 * @param ringSeconds a destination may ring
 */
public record Deliver(
        @Nullable String url,
        int timeoutMillis,
        boolean unknownNext,
        @Nullable String sip,
        @Nullable String number,
        @Nullable String carrier,
        int ringSeconds) {}
