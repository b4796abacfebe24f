package io.gavel.gateway;

import io.gavel.Engine;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.metric.Metrics;
import io.vertx.core.buffer.Buffer;
import java.util.function.IntSupplier;

/** What a supervisor asks: does the process live, does it take work, how does it do. Any event loop. */
final class Health {
    private static final Buffer OK = Buffer.buffer("{\"status\":\"ok\"}");
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Engine engine;
    private final Metrics metrics;
    private final IntSupplier peersDown;
    private volatile boolean ready;

    /** {@code peersDown}: carriers and destinations that do not answer OPTIONS; they keep nobody from being ready. */
    Health(Engine engine, Metrics metrics, IntSupplier peersDown) {
        this.engine = engine;
        this.metrics = metrics;
        this.peersDown = peersDown;
    }

    /** Listening: from now on the engine alone says whether work is taken. */
    void ready() {
        ready = true;
    }

    /** 200 as long as the process answers and its line has not failed. */
    void live(Call call) {
        if ("failed".equals(engine.refusal())) {
            call.problem(
                    new Problem(503, "failed", "The line stopped; see the log. A restart recovers.").retryAfter(5));
        } else {
            call.json(200, OK);
        }
    }

    /** 200 if new work is taken. */
    void ready(Call call) {
        String refusal = ready ? engine.refusal() : "starting";
        if (refusal == null) {
            int down = peersDown.getAsInt();
            call.json(200, down == 0 ? OK : Buffer.buffer("{\"status\":\"ok\",\"sip_peers_down\":" + down + "}"));
        } else {
            call.problem(new Problem(503, refusal, "The exchange takes no new work: " + refusal + ".").retryAfter(1));
        }
    }

    /** Everything that is measured, for Prometheus. */
    void metrics(Call call) {
        call.bytes(200, PROMETHEUS, Buffer.buffer(metrics.scrape()));
    }
}
