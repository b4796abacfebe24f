package io.gavel.gateway.call.webhook;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.client.Request;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.metric.Metrics;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends commands to Telnyx's API. What fails is counted and said in the log; the call then ends at Telnyx by itself. */
final class TelnyxApi {
    private static final Logger LOG = LoggerFactory.getLogger(TelnyxApi.class);
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Pattern CALL = Pattern.compile("[A-Za-z0-9:_.=-]{1,300}");

    private final Clients clients;
    private final Metrics metrics;

    TelnyxApi(Clients clients, Metrics metrics) {
        this.clients = clients;
        this.metrics = metrics;
    }

    /** On that loop. {@code api}: the address without {@code /v2}. */
    void send(Loop loop, String api, String key, String callId, String action, byte[] body) {
        if (!CALL.matcher(callId).matches()) {
            metrics.count("calls.webhooks.commands.failed");
            return;
        }
        Endpoint endpoint = Endpoint.of(api + "/v2/calls/" + callId + "/actions/" + action);
        Client client = clients.on(loop.index());
        client.send(endpoint, new Command(endpoint, key, action, body));
    }

    private final class Command extends Request {
        private final Endpoint endpoint;
        private final byte[] headers;
        private final String action;
        private final byte[] body;

        Command(Endpoint endpoint, String key, String action, byte[] body) {
            super(System.nanoTime() + DEADLINE_NANOS);
            this.endpoint = endpoint;
            this.headers = ("authorization: Bearer " + key).getBytes(StandardCharsets.US_ASCII);
            this.action = action;
            this.body = body;
        }

        @Override
        protected void encode(ByteBuf into) {
            endpoint.encode(into, headers, body, body.length);
        }

        /** A command has an id of its own: Telnyx does it once. */
        @Override
        protected boolean isRepeatable() {
            return true;
        }

        @Override
        protected void answered(int status, byte[] answer, int length) {
            if (status / 100 == 2) {
                metrics.count("calls.webhooks.commands.done");
            } else {
                failed("status " + status);
            }
        }

        @Override
        protected void failed(Failure failure) {
            failed(failure.name());
        }

        private void failed(String why) {
            metrics.count("calls.webhooks.commands.failed");
            LOG.warn("carrier command={} at={} failed=\"{}\"", action, endpoint.label(), why);
        }
    }
}
