package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.ScoreStage;
import io.gavel.message.ScoresAskedEncoder;
import io.gavel.message.ScoresToldDecoder;
import io.gavel.ring.InputRing;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** {@code GET /v1/scores/{vertical}}: how good scores were that were given before their outcome was known. */
final class Scores {
    private static final long TIMEOUT_MILLIS = 5_000;

    private final Directory directory;
    private final InputRing inputs;
    private final Replies replies;

    Scores(Directory directory, InputRing inputs, Replies replies) {
        this.directory = directory;
        this.inputs = inputs;
        this.replies = replies;
    }

    void tell(Call call) {
        Entity vertical = directory.now().entity(EntityKind.VERTICAL, call.pathParameter("vertical"));
        if (vertical == null) {
            call.problem(Problems.NOT_FOUND);
            return;
        }
        Answer answer = new Answer(call, vertical.name());
        boolean asked = Question.ask(inputs, replies, call.loop(), TIMEOUT_MILLIS, answer, (buffer, correlationId) -> {
            ScoresAskedEncoder message = new ScoresAskedEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .correlationId(correlationId)
                    .verticalId(vertical.id());
            return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        });
        if (!asked) {
            call.problem(Problems.BUSY);
        }
    }

    /** Counts of one stage. */
    private record Stage(ScoreStage stage, long count, long good, int aucMicros, int lossMicros) {
        double rate() {
            return count == 0 ? 0 : (double) good / (double) count;
        }

        /** What always saying the average would lose. */
        double plainLoss() {
            double rate = rate();
            return rate <= 0 || rate >= 1 ? 0 : -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
        }
    }

    /** A tenth of a stage's scores. */
    private record Decile(ScoreStage stage, long count, long good, int meanMicros) {}

    /** Waits for what the core says. */
    private record Answer(Call call, String vertical) implements Reply {
        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            ScoresToldDecoder told =
                    new ScoresToldDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            List<Stage> stages = new ArrayList<>();
            for (ScoresToldDecoder.StagesDecoder stage : told.stages()) {
                stages.add(
                        new Stage(stage.stage(), stage.scored(), stage.good(), stage.aucMicros(), stage.lossMicros()));
            }
            List<Decile> deciles = new ArrayList<>();
            for (ScoresToldDecoder.DecilesDecoder decile : told.deciles()) {
                deciles.add(new Decile(decile.stage(), decile.scored(), decile.good(), decile.meanMicros()));
            }
            call.json(200, Json.buffer(json -> write(json, told, stages, deciles)));
        }

        private void write(JsonGenerator json, ScoresToldDecoder told, List<Stage> stages, List<Decile> deciles)
                throws IOException {
            json.writeStartObject();
            json.writeStringField("vertical", vertical);
            json.writeStringField("status", told.ready() == 1 ? "ready" : "no_score_yet");
            json.writeObjectFieldStart("outcomes");
            json.writeNumberField("good", told.good());
            json.writeNumberField("bad", told.bad());
            json.writeNumberField("needed", told.after());
            json.writeEndObject();
            json.writeNumberField("waiting", told.waiting());
            json.writeArrayFieldStart("stages");
            for (Stage stage : stages) {
                json.writeStartObject();
                json.writeStringField("stage", Explanation.word(stage.stage()));
                json.writeNumberField("scored", stage.count());
                json.writeNumberField("good", stage.good());
                decimal(json, "rate", stage.rate());
                decimal(json, "auc", stage.aucMicros() / 1e6);
                decimal(json, "log_loss", stage.lossMicros() / 1e6);
                decimal(json, "plain_log_loss", stage.plainLoss());
                json.writeArrayFieldStart("deciles");
                for (Decile decile : deciles) {
                    if (decile.stage() == stage.stage() && decile.count() > 0) {
                        write(json, decile, stage);
                    }
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private static void write(JsonGenerator json, Decile decile, Stage stage) throws IOException {
            double rate = (double) decile.good() / (double) decile.count();
            json.writeStartObject();
            json.writeNumberField("scored", decile.count());
            json.writeNumberField("good", decile.good());
            decimal(json, "mean_score", decile.meanMicros() / 1e6);
            decimal(json, "rate", rate);
            decimal(json, "lift", stage.good() == 0 ? 0 : rate / stage.rate());
            json.writeEndObject();
        }

        private static void decimal(JsonGenerator json, String name, double value) throws IOException {
            json.writeNumberField(name, BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP));
        }

        @Override
        public void timedOut() {
            call.problem(Problems.NO_ANSWER);
        }
    }
}
