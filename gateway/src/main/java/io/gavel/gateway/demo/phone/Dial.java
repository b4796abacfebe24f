package io.gavel.gateway.demo.phone;

/**
 * A number that callers may call, or a pool that visitors get one from.
 *
 * @param number E.164; empty: of the pool
 * @param campaign what it belongs to
 * @param screened whether callers are asked to press a key
 * @param sellerKey of the seller whose pings announce calls to it; empty: nobody announces them
 * @param pool whose visitors are shown numbers; empty: it is a static number
 */
public record Dial(String number, String campaign, boolean screened, String sellerKey, String pool) {}
