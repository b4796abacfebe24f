package io.gavel.gateway.console;

import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.ScoreStage;
import io.gavel.message.ScoresAskedEncoder;
import io.gavel.message.ScoresToldDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How good scores are, a vertical at a time: whether they tell good from bad, and whether what they say comes true. */
final class ScorePages {
    static final String HERE = "/console/scores";
    private static final double MILLION = 1e6;

    private final Asking asking;

    ScorePages(Asking asking) {
        this.asking = asking;
    }

    private record Stage(ScoreStage stage, long count, long good, double auc, double loss) {
        double rate() {
            return count == 0 ? 0 : (double) good / (double) count;
        }
    }

    private record Decile(ScoreStage stage, long count, long good, double mean) {}

    /** What the line told; {@code waiting}: outcomes of all verticals that may still come. */
    private record Told(
            boolean isReady, long good, long bad, int after, long waiting, List<Stage> stages, List<Decile> deciles) {}

    Page list(Visit visit) throws Exception {
        Snapshot market = visit.sight().market();
        List<List<Cell>> rows = new ArrayList<>();
        long waiting = 0;
        for (int id = 1; id < market.end(EntityKind.VERTICAL); id++) {
            Entity vertical = market.entity(EntityKind.VERTICAL, id);
            if (vertical != null && !vertical.deleted()) {
                Told told = told(id);
                waiting = told.waiting();
                Stage first = told.stages().stream()
                        .filter(stage -> stage.count() > 0)
                        .findFirst()
                        .orElse(null);
                rows.add(List.of(
                        Cell.of(vertical.name()).to(HERE + "/" + vertical.name()),
                        Cell.state(told.isReady() ? "on" : "no_score_yet"),
                        Cell.number(told.good() + told.bad()),
                        first == null ? number("–") : number(decimal(first.auc()))));
            }
        }
        Page.Headline headline = Page.Headline.of("Scores learn from what buyers say became of leads and calls, in ")
                .figure(Words.count(rows.size()), "")
                .text((rows.size() == 1 ? " vertical; " : " verticals; ") + Words.counted(waiting, "outcome")
                        + (waiting == 1 ? " is" : " are") + " waited for.");
        return Page.of(
                "Scores",
                headline,
                new Block.Table(
                        "By vertical",
                        List.of(
                                Block.Column.of("vertical"),
                                Block.Column.of("scores"),
                                Block.Column.number("outcomes known"),
                                Block.Column.number("AUC")),
                        rows,
                        "There is no vertical yet."));
    }

    private Told told(int verticalId) throws Exception {
        return asking.ask(
                (buffer, correlationId) -> {
                    ScoresAskedEncoder message = new ScoresAskedEncoder();
                    message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                            .correlationId(correlationId)
                            .verticalId(verticalId);
                    return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
                },
                (buffer, offset) -> {
                    ScoresToldDecoder told =
                            new ScoresToldDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                    List<Stage> stages = new ArrayList<>();
                    for (ScoresToldDecoder.StagesDecoder each : told.stages()) {
                        stages.add(new Stage(
                                each.stage(),
                                each.scored(),
                                each.good(),
                                each.aucMicros() / MILLION,
                                each.lossMicros() / MILLION));
                    }
                    List<Decile> deciles = new ArrayList<>();
                    for (ScoresToldDecoder.DecilesDecoder each : told.deciles()) {
                        deciles.add(new Decile(each.stage(), each.scored(), each.good(), each.meanMicros() / MILLION));
                    }
                    return new Told(
                            told.ready() == 1, told.good(), told.bad(), told.after(), told.waiting(), stages, deciles);
                });
    }

    Page one(Visit visit) throws Exception {
        Entity vertical = visit.sight().market().entity(EntityKind.VERTICAL, visit.last());
        if (vertical == null || vertical.deleted()) {
            throw new Guard.Missing("There is no vertical of this name.");
        }
        Told told = told(vertical.id());
        long known = told.good() + told.bad();
        Page.Headline headline = told.isReady()
                ? Page.Headline.of("Scores of " + vertical.name() + " have learnt from ")
                        .figure(Words.count(known), "")
                        .text(" outcomes, " + Words.percent(told.good(), known) + " of them good.")
                : Page.Headline.of("No score of " + vertical.name() + " yet: ")
                        .figure(Words.count(known), "")
                        .text(" of " + Words.count(told.after())
                                + " outcomes are known. Buyers tell them to /v1/outcomes.");
        List<Block> blocks = new ArrayList<>();
        for (Stage stage : told.stages()) {
            if (stage.count() > 0) {
                stage(stage, told, blocks);
            }
        }
        if (blocks.isEmpty()) {
            blocks.add(new Block.Note(
                    "Nothing to look at yet",
                    "note",
                    List.of(
                            "As soon as outcomes of scored leads or calls are known, it is shown here how good scores are:"
                                    + " AUC, calibration and lift by tenth.")));
        }
        return Page.of("Scores of " + vertical.name(), headline, blocks);
    }

    private static void stage(Stage stage, Told told, List<Block> blocks) {
        String name = Words.of(stage.stage());
        blocks.add(new Block.Facts(
                "At the " + name,
                List.of(
                        new Block.Fact("scored, outcome known", Cell.number(stage.count())),
                        new Block.Fact("of these good", Cell.of(Words.percent(stage.good(), stage.count()))),
                        new Block.Fact(
                                "AUC",
                                Cell.of(decimal(stage.auc())).saying("0.5: no better than chance; 1: always right")),
                        new Block.Fact(
                                "log loss", Cell.of(decimal(stage.loss())).saying("the less, the better")),
                        new Block.Fact(
                                "always saying the average",
                                Cell.of(decimal(plainLoss(stage.rate()))).saying("the log loss to beat")))));
        List<List<Cell>> rows = new ArrayList<>();
        for (Decile decile : told.deciles()) {
            if (decile.stage() == stage.stage() && decile.count() > 0) {
                double rate = (double) decile.good() / (double) decile.count();
                rows.add(List.of(
                        Cell.of("tenth " + (rows.size() + 1)),
                        Cell.number(decile.count()),
                        number(decimal(decile.mean())),
                        number(decimal(rate)),
                        number(stage.good() == 0 ? "–" : decimal(rate / stage.rate()))));
            }
        }
        blocks.add(new Block.Table(
                "Calibration and lift by tenth of the scores",
                List.of(
                        Block.Column.of("scores"),
                        Block.Column.number("leads"),
                        Block.Column.number("mean score"),
                        Block.Column.number("came true"),
                        Block.Column.number("lift")),
                rows,
                "Not enough for tenths yet."));
    }

    private static double plainLoss(double rate) {
        return rate <= 0 || rate >= 1 ? 0 : -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
    }

    private static Cell number(String text) {
        return new Cell(text, null, "num", null, null);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
