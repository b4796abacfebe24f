package io.gavel.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * Where numbers are had from.
 *
 * @param inventory a file of numbers that the operator rents already; null: none
 * @param telnyxApi where Telnyx's API is
 * @param orderSeconds how often an order that is under way is looked at
 */
public record NumbersConfig(@Nullable String inventory, String telnyxApi, int orderSeconds) {

    static NumbersConfig from(Settings settings) {
        return new NumbersConfig(
                settings.file("numbers.inventory"),
                settings.text("numbers.telnyx_api", "https://api.telnyx.com").replaceAll("/+$", ""),
                settings.integer("numbers.order_s", 15, 1, 3_600));
    }
}
