package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gavel.gateway.market.Conversion;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.vault.LeadText;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.EntityKind;
import io.gavel.view.CallRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.LongFunction;

/**
 * Where calls come from: {@code visit} and {@code attribution} of a call's record. What the visit, or the ping, told is read from the visits'
 * vault; of a visit that was erased only the method is left.
 */
public final class Origins {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int SCALE = 3;

    private final LongFunction<String> visitNames;
    private final Vault stories;

    /**
     * @param visitNames the public id of a visit
     * @param stories what visits told, by {@code visitRef}
     */
    public Origins(LongFunction<String> visitNames, Vault stories) {
        this.visitNames = visitNames;
        this.stories = stories;
    }

    Vault stories() {
        return stories;
    }

    void write(JsonGenerator json, CallRecord call, Snapshot market) throws IOException {
        CallRecord.Origin origin = call.origin();
        if (origin == null) {
            json.writeNullField("visit");
            json.writeObjectFieldStart("attribution");
            json.writeStringField("method", method(call));
            json.writeEndObject();
            return;
        }
        json.writeFieldName("visit");
        json.writeString(origin.visitId() == 0 ? null : visitNames.apply(origin.visitId()));
        json.writeObjectFieldStart("attribution");
        json.writeStringField("method", Explanation.word(origin.method()));
        json.writeNumberField("confidence", BigDecimal.valueOf(origin.confidenceMillis(), SCALE));
        json.writeNumberField("candidates", origin.candidates());
        json.writeNumberField("calls_before", origin.callsBefore());
        if (origin.poolId() != 0) {
            json.writeStringField("pool", market.name(EntityKind.POOL, origin.poolId()));
        }
        int least = Conversion.of(market, call.campaignId()).leastMillis();
        json.writeBooleanField("conversion", origin.visitRef() != 0 && origin.confidenceMillis() >= least);
        byte[] story = origin.visitRef() == 0 ? null : stories.read(origin.visitRef());
        if (story != null) {
            members(json, story);
        }
        json.writeEndObject();
    }

    /** Of a call that came to no pool's number. */
    private static String method(CallRecord call) {
        if (call.pingId() != call.callId()) {
            return "ping";
        }
        return call.numberId() != 0 ? "static" : "none";
    }

    /** The story's members, as they were kept. */
    private static void members(JsonGenerator json, byte[] story) throws IOException {
        try (JsonParser parser = FACTORY.createParser(story)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                if (LeadText.VISIT.equals(parser.currentName())) {
                    parser.nextToken();
                } else {
                    json.copyCurrentStructure(parser);
                }
            }
        }
    }
}
