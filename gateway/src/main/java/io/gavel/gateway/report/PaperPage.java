package io.gavel.gateway.report;

import io.gavel.message.Money;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A statement as a page to be printed: no script, nothing from elsewhere, times on the clock of its zone. One thread. */
final class PaperPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final String STYLE = "body{font:11pt/1.4 Georgia,serif;margin:2cm;color:#111}"
            + "h1{font-size:16pt;margin:0}p{margin:.2em 0 1em}table{border-collapse:collapse;width:100%;font-size:9.5pt}"
            + "th,td{text-align:left;padding:.25em .5em;border-bottom:1px solid #ccc;vertical-align:top}"
            + ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}thead{display:table-header-group}"
            + "tr{break-inside:avoid}.sum td{font-weight:bold;border-top:1px solid #111}@page{margin:1.5cm}"
            + "@media print{body{margin:0}}";

    private final Paper paper;
    private final StringBuilder out = new StringBuilder(4096);

    PaperPage(Paper paper) {
        this.paper = paper;
    }

    String html() {
        String title = "Statement of " + paper.party() + " " + paper.name();
        out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(escaped(title))
                .append("</h1><p>")
                .append(escaped(time(paper.fromMicros()) + " to " + time(paper.toMicros()) + ", "
                        + paper.zone().getId() + ", in " + paper.currency()))
                .append(paper.isCut() ? "<br>Older lines of this period are no longer kept." : "")
                .append("</p><table><thead><tr>");
        for (String head : List.of("Time", "What", "Reference", "Campaign", "Order or number", "Note")) {
            out.append("<th>").append(head).append("</th>");
        }
        out.append("<th class=\"n\">Amount</th><th class=\"n\">Balance</th></tr></thead><tbody>");
        sum("Opening balance", "", paper.openingMicros());
        paper.lines().forEach(this::line);
        sum("Closing balance", "", paper.closingMicros());
        out.append("</tbody></table><h2>Totals</h2><table><tbody>");
        for (Map.Entry<String, Long> total : paper.totals().entrySet()) {
            out.append("<tr><td>")
                    .append(escaped(total.getKey()))
                    .append("</td><td class=\"n\">")
                    .append(Money.text(total.getValue()))
                    .append("</td></tr>");
        }
        return out.append("</tbody></table></body></html>").toString();
    }

    private void line(Paper.Line line) {
        out.append("<tr>");
        cell(time(line.atMicros()));
        String unit = line.number().isEmpty() ? " s" : " d";
        cell(line.units() == 0 ? line.kind() : line.kind() + ", " + line.units() + unit);
        cell(line.reference());
        cell(line.campaign());
        cell(line.number().isEmpty() ? line.order() : line.number());
        cell(line.note());
        number(line.amountMicros());
        number(line.balanceMicros());
        out.append("</tr>");
    }

    private void sum(String word, String amount, long balance) {
        out.append("<tr class=\"sum\"><td colspan=\"6\">").append(word).append("</td><td class=\"n\">");
        out.append(amount).append("</td>");
        number(balance);
        out.append("</tr>");
    }

    private void cell(String text) {
        out.append("<td>").append(escaped(text)).append("</td>");
    }

    private void number(long micros) {
        out.append("<td class=\"n\">").append(Money.text(micros)).append("</td>");
    }

    private String time(long micros) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
        return TIME.format(instant.atZone(paper.zone()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
