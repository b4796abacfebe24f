package io.gavel.gateway.http;

/**
 * Serves one route. Runs on the call's event loop with the whole body read, the caller known and allowed; it must not block,
 * and must answer the call exactly once, now or later on the same loop. An exception is answered 500 and logged.
 */
@FunctionalInterface
public interface Handler {
    void handle(Call call);
}
