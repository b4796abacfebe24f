package io.gavel.gateway.console;

import io.gavel.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the exchange does: the line, the disk, and what buyers' endpoints answer. */
final class HealthPage {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)\\})? ([0-9.E+-]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([^\"]*)\"");
    private static final List<String> LINE = List.of(
            "gavel_line_input_backlog",
            "gavel_line_output_backlog",
            "gavel_views_lag",
            "gavel_vault_waiting",
            "gavel_vault_failed_total",
            "gavel_line_subscriber_failures_total",
            "gavel_line_snapshot_age",
            "gavel_breakers_resting",
            "gavel_calls_open",
            "gavel_sip_peers_down",
            "gavel_http_connections",
            "gavel_webhooks_waiting",
            "gavel_webhooks_dead");

    private final Engine engine;
    private final Supplier<String> metrics;
    private final Path data;
    private final LetterPages letters;

    HealthPage(Engine engine, Supplier<String> metrics, Path data, LetterPages letters) {
        this.letters = letters;
        this.engine = engine;
        this.metrics = metrics;
        this.data = data;
    }

    /** One measured value. */
    private record Sample(String name, Map<String, String> labels, double value) {
        long whole() {
            return Math.round(value);
        }
    }

    Page page(Visit visit) throws Exception {
        List<Sample> samples = samples(metrics.get());
        String refusal = engine.refusal();
        Page.Headline headline = Page.Headline.of("The exchange ")
                .figure(refusal == null ? "takes new work" : "takes no new work: " + refusal, "")
                .text("; " + Words.count(engine.inputBacklog()) + " inputs wait, ")
                .figure(bytes(data.toFile().getUsableSpace()), "")
                .text(" of disk are free.");
        return Page.of(
                "Health",
                headline,
                line(samples),
                letters.table(visit),
                bids(samples),
                endpoints(samples),
                peers(samples),
                problems(samples));
    }

    private Block line(List<Sample> samples) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("inputs applied", Cell.number(engine.sequence())));
        facts.add(new Block.Fact("journal written", Cell.of(bytes(engine.journalBytes()))));
        long syncs = engine.journalSyncs();
        facts.add(new Block.Fact(
                "journal sync, mean",
                Cell.of(syncs == 0 ? "–" : Words.millis(engine.journalSyncNanos() / syncs / 1_000))));
        for (Sample sample : samples) {
            if (LINE.contains(sample.name())) {
                String name = sample.name()
                        .replace("gavel_", "")
                        .replace("_total", "")
                        .replace('_', ' ');
                facts.add(new Block.Fact(name, Cell.number(sample.whole())));
            }
        }
        return new Block.Facts("The line", facts);
    }

    /** By order, what came of its bid requests. */
    private static Block bids(List<Sample> samples) {
        Map<String, Map<String, Double>> byOrder = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.name().startsWith("gavel_bids_seconds_")
                    && !sample.labels().containsKey("le")) {
                String order = sample.labels().getOrDefault("order", "");
                String what =
                        sample.name().endsWith("_sum") ? "sum" : sample.labels().getOrDefault("answer", "");
                if (!sample.name().endsWith("_max")) {
                    byOrder.computeIfAbsent(order, unknown -> new TreeMap<>()).merge(what, sample.value(), Double::sum);
                }
            }
        }
        List<List<Cell>> rows = new ArrayList<>();
        byOrder.forEach((order, counts) -> {
            double all = 0;
            for (Map.Entry<String, Double> each : counts.entrySet()) {
                all += each.getKey().equals("sum") ? 0 : each.getValue();
            }
            double bid = counts.getOrDefault("bid", 0.0);
            double late = counts.getOrDefault("late", 0.0);
            double sum = counts.getOrDefault("sum", 0.0);
            double none = counts.getOrDefault("no_bid", 0.0);
            rows.add(List.of(
                    Cell.of(order).to("/console/orders/" + order),
                    Cell.number(Math.round(all)),
                    Cell.number(Math.round(bid)),
                    Cell.number(Math.round(none)),
                    Cell.number(Math.round(late)),
                    Cell.number(Math.round(all - bid - none - late)),
                    new Cell(
                            all == 0 ? "–" : Words.millis(Math.round(sum / all * 1e6)),
                            null,
                            "num",
                            null,
                            Double.toString(sum))));
        });
        return new Block.Table(
                "Buyers' bid endpoints, since the start",
                List.of(
                        Block.Column.of("order"),
                        Block.Column.number("asked"),
                        Block.Column.minorNumber("bid"),
                        Block.Column.minorNumber("no bid"),
                        Block.Column.number("late"),
                        Block.Column.minorNumber("failed"),
                        Block.Column.minorNumber("mean")),
                rows,
                "No buyer was asked yet.");
    }

    private static Block endpoints(List<Sample> samples) {
        Map<String, Map<String, Double>> states = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.name().equals("gavel_breaker_changes_total")) {
                states.computeIfAbsent(sample.labels().getOrDefault("endpoint", ""), unknown -> new TreeMap<>())
                        .put(sample.labels().getOrDefault("state", ""), sample.value());
            }
        }
        List<List<Cell>> rows = new ArrayList<>();
        states.forEach((endpoint, counts) -> {
            double opened = counts.getOrDefault("open", 0.0);
            double closed = counts.getOrDefault("closed", 0.0);
            rows.add(List.of(
                    Cell.of(endpoint),
                    Cell.state(opened > closed && closed == 0 ? "down" : "up"),
                    Cell.number(Math.round(opened)),
                    Cell.number(Math.round(closed))));
        });
        return new Block.Table(
                "Breakers that ever opened",
                List.of(
                        Block.Column.of("endpoint"),
                        Block.Column.of("state"),
                        Block.Column.number("opened"),
                        Block.Column.number("closed again")),
                rows,
                "None: every endpoint answers.");
    }

    /** Who is asked with OPTIONS; nothing is decided by it. */
    private static Block peers(List<Sample> samples) {
        Map<String, Double> down = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.name().equals("gavel_sip_peer_changes_total")
                    && "down".equals(sample.labels().get("state"))) {
                down.put(sample.labels().getOrDefault("peer", ""), sample.value());
            }
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Sample sample : samples) {
            if (sample.name().equals("gavel_sip_peer_up")) {
                String peer = sample.labels().getOrDefault("peer", "");
                rows.add(List.of(
                        Cell.of(peer),
                        Cell.state(sample.whole() == 1 ? "up" : "down"),
                        Cell.number(Math.round(down.getOrDefault(peer, 0.0)))));
            }
        }
        return new Block.Table(
                "Carriers and destinations that are asked with OPTIONS",
                List.of(Block.Column.of("peer"), Block.Column.of("state"), Block.Column.number("went down")),
                rows,
                "None: no carrier has an outbound, and no order says deliver.probe.");
    }

    private static Block problems(List<Sample> samples) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Sample sample : samples) {
            if (sample.name().equals("gavel_rejected_total")) {
                rows.add(List.of(Cell.of(sample.labels().getOrDefault("code", "")), Cell.number(sample.whole())));
            }
        }
        return new Block.Table(
                "Bad input, since the start",
                List.of(Block.Column.of("code"), Block.Column.number("answered")),
                rows,
                "Nobody sent anything wrong.");
    }

    private static List<Sample> samples(String text) {
        List<Sample> samples = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                Map<String, String> labels = new TreeMap<>();
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                samples.add(new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3))));
            }
        }
        return samples;
    }

    private static String bytes(long bytes) {
        double size = bytes;
        for (String unit : List.of("B", "kB", "MB", "GB", "TB")) {
            if (size < 1_000 || unit.equals("TB")) {
                return String.format(Locale.ROOT, size < 10 && !unit.equals("B") ? "%.1f %s" : "%.0f %s", size, unit);
            }
            size /= 1_000;
        }
        return "";
    }
}
