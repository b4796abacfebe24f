package io.gavel.gateway.http;

/** For now: hands calls on. */
public final class Idempotency {
    void handle(Call call) {
        call.route().handler.handle(call);
    }
}
