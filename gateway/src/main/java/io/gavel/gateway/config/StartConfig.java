package io.gavel.gateway.config;

/**
 * How the exchange starts.
 *
 * @param warmUpMillis how long pings, leads and calls are tried in a private exchange before the real one says that it is ready;
 *     0: not at all
 */
public record StartConfig(int warmUpMillis) {

    static StartConfig from(Settings settings) {
        return new StartConfig(settings.integer("start.warm_up_ms", 500, 0, 60_000));
    }
}
