package io.gavel.gateway.console;

import io.gavel.gateway.market.OrderInfo;
import java.util.concurrent.CompletableFuture;

/** What the console has others try outside, through the guard against requests forged into the operator's network. */
public interface Outside {
    /**
     * How a try went.
     *
     * @param status of the answer; 0: there was none
     * @param answer its body, perhaps cut
     * @param verdict what it means, in words
     */
    record Tried(
            String address, String request, int status, String answer, long micros, String verdict, boolean isGood) {}

    /** A bid request for nobody; {@code fields}: JSON. */
    CompletableFuture<Tried> bid(OrderInfo order, String campaign, String product, String fields);

    /** A delivery of nobody; {@code fields}: JSON. */
    CompletableFuture<Tried> delivery(OrderInfo order, String fields);

    /** A page of a site, as it is; {@code answer} whole. */
    CompletableFuture<Tried> page(String address);
}
