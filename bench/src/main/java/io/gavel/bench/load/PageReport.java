package io.gavel.bench.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A load's figures as one HTML page with two drawings: latency by percentile, and answers by second. */
final class PageReport {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 260;
    private static final int LEFT = 60;
    private static final int BOTTOM = 30;
    private static final int NINES = 5;

    private PageReport() {}

    static String of(LoadPlan plan, Tally tally, Histogram jitter) {
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Load</title>
                <style>body{font:14px/1.5 sans-serif;max-width:800px;margin:2em auto;color:#222}
                pre{background:#f4f4f4;padding:1em;white-space:pre-wrap}text{font:11px sans-serif;fill:#555}
                path{fill:none;stroke-width:2}line{stroke:#ddd}rect{fill:#4477aa}</style>
                <h1>Load</h1><pre>%s</pre>
                <h2>Latency by percentile (ms)</h2>%s
                <p>Blue: from the intended start. Orange: from the actual start. Grey: the machine's own noise.</p>
                <h2>Answers by second</h2>%s</html>
                """.formatted(
                        escape(TextReport.of(plan, tally, jitter)),
                        percentiles(tally.latency(), tally.service(), jitter),
                        seconds(tally.answersBySecond()));
    }

    private static String percentiles(Histogram latency, Histogram service, Histogram jitter) {
        double top = Math.max(1, Math.max(latency.getMaxValue(), jitter.getMaxValue()) / 1e6);
        double decades = Math.ceil(Math.log10(top / 0.01));
        StringBuilder svg = open();
        for (int decade = 0; decade <= decades; decade++) {
            double value = 0.01 * Math.pow(10, decade);
            grid(svg, y(value, decades), number(value));
        }
        for (int nines = 0; nines <= NINES; nines++) {
            String label = nines == 0
                    ? "p0"
                    : "p" + (nines == 1 ? "90" : "99" + ".999".substring(0, nines < 3 ? 0 : nines - 1));
            text(svg, x(nines), HEIGHT - 8, label, "middle");
        }
        curve(svg, jitter, decades, "#aaa");
        curve(svg, service, decades, "#ee7733");
        curve(svg, latency, decades, "#0077bb");
        return svg.append("</svg>").toString();
    }

    private static void curve(StringBuilder svg, Histogram nanos, double decades, String colour) {
        svg.append("<path stroke=\"").append(colour).append("\" d=\"");
        for (int step = 0; step <= NINES * 40; step++) {
            double nines = step / 40.0;
            double millis = nanos.getValueAtPercentile(100 - 100 * Math.pow(10, -nines)) / 1e6;
            svg.append(step == 0 ? 'M' : 'L')
                    .append(number(x(nines)))
                    .append(' ')
                    .append(number(y(millis, decades)));
        }
        svg.append("\"/>");
    }

    private static String seconds(long[] answers) {
        long top = 1;
        for (long count : answers) {
            top = Math.max(top, count);
        }
        StringBuilder svg = open();
        grid(svg, HEIGHT - BOTTOM, "0");
        grid(svg, 10, Long.toString(top));
        double width = (double) (WIDTH - LEFT) / answers.length;
        for (int i = 0; i < answers.length; i++) {
            double height = (double) (HEIGHT - BOTTOM - 10) * answers[i] / top;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                    LEFT + i * width,
                    HEIGHT - BOTTOM - height,
                    Math.max(1, width - 1),
                    height));
        }
        return svg.append("</svg>").toString();
    }

    private static StringBuilder open() {
        return new StringBuilder()
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\">");
    }

    private static void grid(StringBuilder svg, double y, String label) {
        svg.append(
                String.format(Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH, y, y));
        text(svg, LEFT - 6, y + 4, label, "end");
    }

    private static void text(StringBuilder svg, double x, double y, String text, String anchor) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text));
    }

    private static double x(double nines) {
        return LEFT + (WIDTH - LEFT - 20) * nines / NINES;
    }

    private static double y(double millis, double decades) {
        double share = Math.log10(Math.max(0.01, millis) / 0.01) / decades;
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 10) * share;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
