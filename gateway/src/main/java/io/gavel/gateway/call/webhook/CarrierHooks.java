package io.gavel.gateway.call.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.CarrierInfo;
import io.gavel.gateway.market.CarrierPasswords;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.metric.Metrics;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/carriers/{carrier}/calls}: what carriers with a {@code webhook} ask. What is not signed by them, too old, or
 * came before is refused and counted. What came before is forgotten by a restart; the line knows a carrier's call by its id all
 * the same, and sells it once. Any event loop.
 */
public final class CarrierHooks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TOLERANCE_SECONDS = 300;
    /** Twilio does not date what it signs. */
    private static final long DAY_SECONDS = 86_400;

    private static final String XML = "text/xml; charset=utf-8";

    private final Directory directory;
    private final CarrierPasswords passwords;
    private final Switchboard switchboard;
    private final TelnyxApi telnyx;
    private final InstantSource clock;
    private final Metrics metrics;
    private final Replays dated = new Replays(2 * TOLERANCE_SECONDS);
    private final Replays undated = new Replays(DAY_SECONDS);

    /**
     * Wires it.
     *
     * @param sipHost host and port that carriers send calls to; null while no calls are taken
     * @param accepting whether new work is taken
     * @param reservations sells calls before they come
     */
    public CarrierHooks(
            Directory directory,
            CarrierPasswords passwords,
            Clients clients,
            Supplier<@Nullable String> sipHost,
            BooleanSupplier accepting,
            Reservations reservations,
            InstantSource clock,
            Metrics metrics) {
        this.directory = directory;
        this.passwords = passwords;
        this.switchboard = new Switchboard(directory, passwords, sipHost, accepting, reservations, metrics);
        this.telnyx = new TelnyxApi(clients, metrics);
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Answers one request. */
    public void handle(Call call) {
        CarrierInfo carrier = directory.now().carrier(call.pathParameter("carrier"));
        CarrierInfo.Webhook hook = carrier == null || !carrier.enabled() ? null : carrier.webhook();
        String token = hook == null ? null : passwords.opened(hook.sealedToken());
        if (carrier == null || hook == null || token == null) {
            call.problem(Problems.NOT_FOUND);
            return;
        }
        metrics.count("calls.webhooks." + hook.kind().name().toLowerCase(Locale.ROOT));
        switch (hook.kind()) {
            case TWILIO -> twilio(call, carrier, hook.url(), token);
            case TELNYX -> telnyx(call, carrier, hook, token);
            case JAMBONZ -> jambonz(call, carrier, token);
        }
    }

    private void twilio(Call call, CarrierInfo carrier, String url, String token) {
        Form form = Form.parse(call.body().toString(StandardCharsets.UTF_8));
        String signature = call.header("X-Twilio-Signature");
        if (form == null || !Twilio.isSigned(token, url, form, signature)) {
            refuse(call, "signature");
            return;
        }
        Asked asked = Twilio.asked(form);
        if (!undated.take(carrier.id() + "|" + signature, seconds())) {
            refuse(call, "replay");
        } else if (!asked.isArriving()) {
            call.bytes(200, XML, Buffer.buffer(Twilio.nothing()));
        } else {
            switchboard.find(call.loop(), carrier, asked, verdict -> {
                Where where = verdict.where();
                String answer = where != null ? Twilio.dial(where) : Twilio.reject(verdict.isBusy());
                call.bytes(200, XML, Buffer.buffer(answer));
            });
        }
    }

    private void telnyx(Call call, CarrierInfo carrier, CarrierInfo.Webhook hook, String token) {
        String timestamp = call.header("telnyx-timestamp");
        String signature = call.header("telnyx-signature-ed25519");
        boolean isRecent = timestamp != null && timestamp.matches("[0-9]{1,12}") && isRecent(Long.parseLong(timestamp));
        JsonNode event = json(call);
        if (timestamp == null
                || event == null
                || !Telnyx.isSigned(hook.publicKey(), timestamp, call.body().getBytes(), signature)) {
            refuse(call, "signature");
            return;
        }
        if (!isRecent || !dated.take(carrier.id() + "|" + signature, seconds())) {
            refuse(call, "replay");
            return;
        }
        call.json(200, "{}".getBytes(StandardCharsets.US_ASCII));
        Asked asked = Telnyx.asked(event);
        String eventId = Telnyx.eventId(event);
        // An event that was told before, because our answer was lost, is signed anew and has its old id.
        if (!asked.isArriving() || !dated.take(carrier.id() + "|event|" + eventId, seconds())) {
            return;
        }
        Loop loop = call.loop();
        switchboard.find(loop, carrier, asked, verdict -> {
            Where where = verdict.where();
            byte[] command = where == null ? Telnyx.reject(verdict.isBusy(), eventId) : Telnyx.transfer(where, eventId);
            telnyx.send(loop, hook.api(), token, asked.callId(), where == null ? "reject" : "transfer", command);
        });
    }

    private void jambonz(Call call, CarrierInfo carrier, String token) {
        String signature = call.header("Jambonz-Signature");
        JsonNode event = json(call);
        if (event == null || !Jambonz.isSigned(token, signature, call.body().getBytes())) {
            refuse(call, "signature");
            return;
        }
        if (!isRecent(Jambonz.seconds(signature)) || !dated.take(carrier.id() + "|" + signature, seconds())) {
            refuse(call, "replay");
            return;
        }
        Asked asked = Jambonz.asked(event);
        if (!asked.isArriving()) {
            call.json(200, Jambonz.nothing());
            return;
        }
        switchboard.find(call.loop(), carrier, asked, verdict -> {
            Where where = verdict.where();
            call.json(200, where == null ? Jambonz.decline(verdict.status()) : Jambonz.dial(where, asked.from()));
        });
    }

    private void refuse(Call call, String why) {
        metrics.count("calls.webhooks.refused." + why);
        call.problem(403, "forbidden", "The request is not signed as this carrier signs, or was taken before.");
    }

    private boolean isRecent(long signedSeconds) {
        return Math.abs(seconds() - signedSeconds) <= TOLERANCE_SECONDS;
    }

    private long seconds() {
        return clock.instant().getEpochSecond();
    }

    private static @Nullable JsonNode json(Call call) {
        try {
            JsonNode event = JSON.readTree(call.body().getBytes());
            return event != null && event.isObject() ? event : null;
        } catch (IOException e) {
            return null;
        }
    }
}
