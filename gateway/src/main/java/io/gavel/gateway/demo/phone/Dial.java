package io.gavel.gateway.demo.phone;

/**
 * A number that callers may call.
 *
 * @param number E.164
 * @param campaign what it belongs to
 * @param screened whether callers are asked to press a key
 * @param sellerKey of the seller whose pings announce calls to it; empty: nobody announces them
 */
public record Dial(String number, String campaign, boolean screened, String sellerKey) {}
