package io.gavel.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * The first operator.
 *
 * @param key its API key; null: one is made at the first start and printed once
 */
public record OperatorConfig(@Nullable String key) {

    static OperatorConfig from(Settings settings) {
        return new OperatorConfig(settings.secret("operator.key", 1));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OperatorConfig[key=" + (key == null ? "absent" : "set") + "]";
    }
}
