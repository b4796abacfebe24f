package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Refusal;
import io.gavel.message.CostsReportedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import java.util.List;
import java.util.Locale;
import org.agrona.MutableDirectBuffer;

/**
 * {@code POST /v1/costs}, JSON or CSV: what ads cost, by campaign, source, keyword and day on the campaign's calendar. A row
 * replaces what was told before of the same four; all rows are taken, or, if one is wrong, none.
 */
final class CostsHandler {
    private final Directory directory;
    private final Market market;
    private final Commands commands;

    CostsHandler(Directory directory, Market market, Commands commands) {
        this.directory = directory;
        this.market = market;
        this.commands = commands;
    }

    private record Read(List<CostRows.Row> rows, Problems problems) {}

    void report(Call call) {
        String type = call.header("Content-Type");
        boolean csv = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/csv");
        boolean json = type == null || type.toLowerCase(Locale.ROOT).startsWith("application/json");
        if (!csv && !json) {
            call.problem(415, "unsupported_type", "Send application/json or text/csv.");
            return;
        }
        String text = Answers.text(call);
        if (text == null) {
            return;
        }
        Answers.later(call, market.compute(() -> read(text, csv)), read -> {
            if (read.problems.isEmpty()) {
                send(call, read.rows);
                return;
            }
            boolean malformed = read.problems.isMalformed();
            Answers.refused(
                    call,
                    new Refusal(
                            malformed ? 400 : 422,
                            malformed ? "malformed" : "fields_invalid",
                            malformed ? "The body cannot be read." : "Nothing was taken.",
                            read.problems.list()));
        });
    }

    private Read read(String text, boolean csv) {
        Problems problems = new Problems();
        CostRows rows = new CostRows(directory.now(), problems);
        if (csv) {
            rows.csv(text);
        } else {
            rows.json(text);
        }
        return new Read(rows.rows(), problems);
    }

    private void send(Call call, List<CostRows.Row> rows) {
        commands.send(
                call,
                (buffer, correlationId) ->
                        encode(buffer, correlationId, rows, call.principal().name()),
                count -> {
                    Node answer = Node.map(0);
                    answer.put("received", Answers.number(rows.size()));
                    answer.put("changed", Answers.number(count));
                    Answers.json(call, 200, answer);
                });
    }

    private static int encode(MutableDirectBuffer buffer, long correlationId, List<CostRows.Row> rows, String actor) {
        CostsReportedEncoder message = new CostsReportedEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).correlationId(correlationId);
        CostsReportedEncoder.CostsEncoder costs = message.costsCount(rows.size());
        for (CostRows.Row row : rows) {
            costs.next()
                    .campaignId(row.campaignId())
                    .day(row.day())
                    .startMicros(row.startMicros())
                    .amountMicros(row.amountMicros())
                    .source(row.source())
                    .keyword(row.keyword());
        }
        message.actor(actor);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }
}
