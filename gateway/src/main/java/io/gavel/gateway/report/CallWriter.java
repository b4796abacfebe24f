package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Reason;
import io.gavel.view.CallRecord;
import io.gavel.view.ReviewRecord;
import io.gavel.view.TranscriptRecord;
import io.gavel.view.VoiceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call as JSON: section 6 of the contract. A seller sees what it is paid and not whom its call went to; a buyer sees its own
 * attempts and what it pays. Times are UTC, durations whole seconds.
 */
final class CallWriter {
    private static final Pattern CALLER = Pattern.compile("\"caller_id\":\"([^\"]*)\"");

    private final Snapshot market;
    private final Vault vault;
    private final Function<String, CallerPlace> places;
    private final CallFiles files;
    private final Role role;
    private final int ownerId;
    private final Origins origins;

    /** {@code places}: where a number is of; {@code files}: what lies beside its record; {@code ownerId}: of the seller or buyer who asks. */
    CallWriter(
            Snapshot market,
            Vault vault,
            Origins origins,
            Function<String, CallerPlace> places,
            CallFiles files,
            Role role,
            int ownerId) {
        this.origins = origins;
        this.files = files;
        this.places = places;
        this.market = market;
        this.vault = vault;
        this.role = role;
        this.ownerId = ownerId;
    }

    void write(JsonGenerator json, CallRecord call) throws IOException {
        CallRecord.End end = call.end();
        json.writeStartObject();
        Json.id(json, "call_id", call.callId());
        if (call.pingId() != call.callId()) {
            Json.id(json, "ping_id", call.pingId());
        }
        json.writeStringField("campaign", market.name(EntityKind.CAMPAIGN, call.campaignId()));
        if (role != Role.BUYER) {
            nameOrNull(json, "seller", EntityKind.SELLER, call.sellerId());
            nameOrNull(json, "carrier", EntityKind.CARRIER, call.carrierId());
            Json.text(json, "source", call.source());
            Json.text(json, "sub_id", call.subId());
        }
        CallRecord.Origin origin = call.origin();
        if (origin == null || origin.number() == 0) {
            nameOrNull(json, "number", EntityKind.NUMBER, call.numberId());
        } else {
            json.writeStringField("number", "+" + origin.number());
        }
        if (role != Role.BUYER) {
            origins.write(json, call, market);
        }
        String caller = caller(call);
        json.writeFieldName("caller");
        json.writeString(caller);
        location(json, caller == null ? CallerPlace.UNKNOWN : places.apply(caller));
        if (role != Role.BUYER) {
            json.writeBooleanField("repeat", call.repeat());
        }
        json.writeStringField("status", end != null ? "ended" : call.connectedMicros() > 0 ? "connected" : "routing");
        Json.time(json, "arrived_at", call.arrivedMicros());
        timeOrNull(json, "answered_at", call.connectedMicros());
        timeOrNull(json, "ended_at", end == null ? 0 : end.endedMicros());
        if (end == null) {
            json.writeNullField("ended_by");
        } else {
            ended(json, call, end);
        }
        attempts(json, call);
        if (role != Role.SELLER && role != Role.BUYER) {
            media(json, call);
            score(json, call);
        }
        json.writeFieldName("recording");
        // of somebody who was erased it is not there any more
        if (call.recordingMillis() > 0 && files.recordings().apply(call.callId()) != null) {
            json.writeString("/v1/calls/" + Ids.text(call.callId()) + "/recording");
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    private static void location(JsonGenerator json, CallerPlace place) throws IOException {
        json.writeObjectFieldStart("location");
        Json.text(json, "state", place.stateLetters());
        Json.text(json, "city", place.city());
        Json.text(json, "time_zone", place.timeZone());
        json.writeEndObject();
    }

    private void ended(JsonGenerator json, CallRecord call, CallRecord.End end) throws IOException {
        json.writeStringField("ended_by", Explanation.word(end.party()));
        json.writeStringField("ended_because", Explanation.word(end.cause()));
        if (end.reason() != Reason.NONE) {
            json.writeStringField("reason", end.reason().word());
        }
        json.writeNumberField(
                "seconds", call.connectedMicros() == 0 ? 0 : (end.endedMicros() - call.connectedMicros()) / 1_000_000);
        boolean mine = role != Role.BUYER || end.buyerId() == ownerId;
        json.writeBooleanField("billable", end.billable() && mine);
        if (role == Role.SELLER) {
            Json.money(json, "price", end.payoutMicros());
        } else {
            Json.money(json, "price", mine ? end.priceMicros() : 0);
            if (role != Role.BUYER) {
                Json.money(json, "cost", end.payoutMicros());
                nameOrNull(json, "buyer", EntityKind.BUYER, end.buyerId());
                nameOrNull(json, "order", EntityKind.ORDER, end.orderId());
            }
        }
    }

    private void attempts(JsonGenerator json, CallRecord call) throws IOException {
        if (role == Role.SELLER) {
            return;
        }
        json.writeArrayFieldStart("attempts");
        for (CallRecord.Attempt attempt : call.attempts()) {
            if (role == Role.BUYER && attempt.buyerId() != ownerId) {
                continue;
            }
            json.writeStartObject();
            json.writeStringField("order", market.name(EntityKind.ORDER, attempt.orderId()));
            json.writeStringField("buyer", market.name(EntityKind.BUYER, attempt.buyerId()));
            json.writeNumberField("attempt", attempt.attempt());
            json.writeStringField("destination", attempt.destination());
            Json.time(json, "at", attempt.atMicros());
            json.writeNumberField("after_ms", attempt.latencyMicros() / 1_000);
            json.writeStringField("event", Explanation.word(attempt.event()));
            json.writeStringField("cause", Explanation.word(attempt.cause()));
            json.writeNumberField("sip_status", attempt.sipStatus());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void score(JsonGenerator json, CallRecord call) throws IOException {
        Vertical vertical = ScoreWriter.vertical(market, call.campaignId());
        ScoreWriter.write(json, "score", call.score(), vertical);
        ScoreWriter.write(json, "billing_score", call.lastScore(), vertical);
        review(json, call);
        voice(json, call.voice());
        transcript(json, call);
        ScoreWriter.outcomes(json, call.outcomes(), market);
    }

    /** Null: nobody has to look at it, or had to. {@code marked}: it was billed all the same. */
    private static void review(JsonGenerator json, CallRecord call) throws IOException {
        ReviewRecord review = call.review();
        if (review == null && (call.lastScore() == null || !call.lastScore().review())) {
            json.writeNullField("review");
            return;
        }
        json.writeObjectFieldStart("review");
        json.writeStringField("state", review == null ? "marked" : Explanation.word(review.state()));
        if (review != null) {
            Json.time(json, "at", review.atMicros());
            if (review.dueMicros() != 0) {
                Json.time(json, "due", review.dueMicros());
            }
            json.writeBooleanField("timed_out", review.timedOut());
            Json.money(json, "price", review.priceMicros());
            Json.money(json, "payout", review.payoutMicros());
            json.writeStringField("note", review.note());
        }
        json.writeEndObject();
    }

    private static void voice(JsonGenerator json, @Nullable VoiceRecord voice) throws IOException {
        if (voice == null) {
            json.writeNullField("voice");
            return;
        }
        json.writeObjectFieldStart("voice");
        json.writeNumberField("caller_ms", voice.callerMillis());
        json.writeNumberField("buyer_ms", voice.buyerMillis());
        json.writeNumberField("both_ms", voice.bothMillis());
        json.writeNumberField("silent_ms", voice.silentMillis());
        json.writeNumberField("longest_silence_ms", voice.longestMillis());
        if (voice.first() == 0) {
            json.writeNullField("first");
        } else {
            json.writeStringField("first", voice.first() == 1 ? "caller" : "buyer");
            json.writeNumberField("first_after_ms", voice.firstMillis());
        }
        json.writeEndObject();
    }

    /** Null: its campaign wants none. */
    private void transcript(JsonGenerator json, CallRecord call) throws IOException {
        TranscriptRecord told = call.transcript();
        CampaignInfo campaign = market.campaign(call.campaignId());
        CallTerms terms = campaign == null ? null : campaign.calls();
        if (told == null && (terms == null || !terms.transcribes())) {
            json.writeNullField("transcript");
            return;
        }
        json.writeObjectFieldStart("transcript");
        if (told == null) {
            json.writeStringField(
                    "status", files.hasModel() ? call.recordingMillis() > 0 ? "waiting" : "none" : "no_model");
        } else {
            json.writeStringField("status", told.done() ? "done" : "failed");
        }
        if (told != null && told.done()) {
            json.writeNumberField("words", told.words());
            json.writeNumberField("ms", told.millis());
            json.writeStringField("text", "/v1/calls/" + Ids.text(call.callId()) + "/transcript");
        }
        json.writeEndObject();
    }

    private static void media(JsonGenerator json, CallRecord call) throws IOException {
        json.writeArrayFieldStart("media");
        for (CallRecord.Media leg : call.media()) {
            json.writeStartObject();
            json.writeStringField("leg", leg.orderId() == 0 ? "caller" : "buyer");
            json.writeNumberField("packets_in", leg.packetsIn());
            json.writeNumberField("packets_out", leg.packetsOut());
            json.writeNumberField("lost", leg.lost());
            json.writeNumberField("jitter_ms", leg.jitterMicros() / 1_000.0);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Null: withheld, or erased. */
    private @Nullable String caller(CallRecord call) throws IOException {
        byte[] plain = call.callRef() == 0 ? null : vault.read(call.callRef());
        if (plain == null) {
            return null;
        }
        Matcher found = CALLER.matcher(new String(plain, StandardCharsets.UTF_8));
        return found.find() ? found.group(1) : null;
    }

    private void nameOrNull(JsonGenerator json, String field, EntityKind kind, int id) throws IOException {
        json.writeFieldName(field);
        if (id == 0) {
            json.writeNull();
        } else {
            json.writeString(market.name(kind, id));
        }
    }

    private static void timeOrNull(JsonGenerator json, String field, long micros) throws IOException {
        if (micros == 0) {
            json.writeNullField(field);
        } else {
            Json.time(json, field, micros);
        }
    }
}
