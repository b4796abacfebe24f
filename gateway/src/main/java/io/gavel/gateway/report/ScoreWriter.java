package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.EntityKind;
import io.gavel.message.ScoreKind;
import io.gavel.view.OutcomeRecord;
import io.gavel.view.ScoreRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores with their reasons, and outcomes, as JSON; for operators. Any thread. */
final class ScoreWriter {
    private ScoreWriter() {}

    /** {@code {"value": 0.4123, "reasons": [{"feature": "zip", "weight": -0.31}]}}; null: there is no score yet. */
    static void write(JsonGenerator json, String name, @Nullable ScoreRecord score, @Nullable Vertical vertical)
            throws IOException {
        if (score == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        Json.money(json, "value", score.micros());
        json.writeArrayFieldStart("reasons");
        for (ScoreRecord.Part part : score.parts()) {
            json.writeStartObject();
            json.writeStringField("feature", feature(part, vertical));
            Json.money(json, "weight", part.weightMicros());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void outcomes(JsonGenerator json, List<OutcomeRecord> outcomes, Snapshot market) throws IOException {
        json.writeArrayFieldStart("outcomes");
        for (OutcomeRecord outcome : outcomes) {
            json.writeStartObject();
            Json.time(json, "at", outcome.atMicros());
            json.writeStringField("disposition", Explanation.word(outcome.disposition()));
            json.writeStringField(
                    "by", outcome.buyerId() == 0 ? "operator" : market.name(EntityKind.BUYER, outcome.buyerId()));
            json.writeBooleanField("learned", outcome.learned());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static @Nullable Vertical vertical(Snapshot market, int campaignId) {
        CampaignInfo campaign = market.campaign(campaignId);
        return campaign == null ? null : market.vertical(campaign.verticalId());
    }

    private static String feature(ScoreRecord.Part part, @Nullable Vertical vertical) {
        if (part.kind() != ScoreKind.FIELD) {
            return Explanation.word(part.kind());
        }
        Field field = vertical == null ? null : vertical.field(part.fieldId());
        return field == null ? "field" : field.name();
    }
}
