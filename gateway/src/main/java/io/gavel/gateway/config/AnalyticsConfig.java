package io.gavel.gateway.config;

/**
 * The rows that long reports are read from.
 *
 * @param enabled whether there are any
 * @param memoryMebibytes that the database may use
 * @param keepDays rows are forgotten after so many days, 0: never
 */
public record AnalyticsConfig(boolean enabled, int memoryMebibytes, int keepDays) {

    static AnalyticsConfig from(Settings settings) {
        return new AnalyticsConfig(
                settings.flag("analytics.enabled", true),
                settings.integer("analytics.memory_mb", 128, 64, 1_048_576),
                settings.integer("analytics.keep_days", 400, 0, 36_500));
    }
}
