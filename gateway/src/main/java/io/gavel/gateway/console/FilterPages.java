package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Filter;
import io.gavel.gateway.market.Filters;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.report.Matches;
import io.gavel.gateway.report.Readings;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An order's filter, built row by row: how many of the last day's pings it would match, and what stands in the way of the
 * others. What is being built is in the address; it becomes the order's by the order's own preview.
 */
final class FilterPages {
    Page page(Visit visit) {
        OrderInfo order = visit.sight().order(visit.lastButOne());
        Snapshot market = visit.sight().market();
        CampaignInfo campaign = order == null ? null : market.campaign(order.campaignId());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        if (order == null || vertical == null) {
            throw new Guard.Missing("There is no order of this name.");
        }
        return page(visit, order, vertical);
    }

    private static Page page(Visit visit, OrderInfo order, Vertical vertical) {
        Query query = visit.query();
        Problems problems = new Problems();
        boolean isWritten = !query.text("filter").isEmpty();
        boolean isBuilt = !query.text("match").isEmpty();
        Node node = isWritten
                ? Wish.filter(query.text("filter"), problems)
                : isBuilt
                        ? FilterRows.of(query).node(vertical)
                        : NodeReader.json(order.entity().document(), problems).get("filter");
        FilterRows rows = isBuilt && !isWritten ? FilterRows.of(query) : FilterRows.of(node);
        Filter filter = node == null || !problems.isEmpty() ? null : Filters.read(vertical, node, problems);
        List<Block> blocks = new ArrayList<>();
        if (rows != null) {
            blocks.add(builder(visit, order, vertical, rows));
        }
        if (!problems.isEmpty()) {
            blocks.add(new Block.Note(
                    "This cannot be",
                    "warning",
                    problems.list().stream().map(Problem::toString).toList()));
            if (isWritten) {
                blocks.add(area(order, query.text("filter")));
            }
            return Page.of("Filter of " + order.name(), Page.Headline.of("This is no filter yet."), blocks);
        }
        List<PingRecord> pings = Recent.pings(visit, order.campaignId());
        Matches matches = Readings.matches(filter == null ? new Filter.All(List.of()) : filter, pings);
        if (filter != null) {
            blocks.add(parts(matches));
        }
        written(visit, order, node, rows == null, blocks);
        Page.Headline headline = Page.Headline.of("This filter would match ")
                .figure(Words.percent(matches.matched(), matches.pings()), "")
                .text(" of the campaign's pings of the last 24 h: " + Words.count(matches.matched()) + " of "
                        + Words.count(matches.pings())
                        + (pings.size() >= Recent.MOST ? ", the newest ones" : "") + worst(matches));
        return Page.of("Filter of " + order.name(), headline, blocks);
    }

    private static String worst(Matches matches) {
        return matches.parts().stream()
                .max(Comparator.comparingLong(Matches.Part::failed))
                .filter(part -> part.failed() > 0)
                .map(part -> "; most fail “" + part.predicate() + "”.")
                .orElse(".");
    }

    private static Block parts(Matches matches) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Matches.Part part : matches.parts()) {
            rows.add(List.of(
                    Cell.of(part.predicate()),
                    Cell.number(matches.pings() - part.failed()),
                    Cell.number(part.failed()),
                    Cell.number(part.alone())));
        }
        return new Block.Table(
                "What its parts do with these pings",
                List.of(
                        Block.Column.of("part"),
                        Block.Column.minorNumber("holds for"),
                        Block.Column.number("fails for"),
                        Block.Column.number("fails alone")),
                rows,
                "");
    }

    private static void written(Visit visit, OrderInfo order, @Nullable Node node, boolean isDeep, List<Block> blocks) {
        String here = "/console/orders/" + order.name();
        if (isDeep && node != null) {
            blocks.add(area(order, NodeWriter.yaml(node)));
        } else {
            blocks.add(new Block.Code(
                    "As the market document has it",
                    node == null ? "filter: none, everything matches" : "filter: " + NodeWriter.json(node)));
        }
        if (visit.who().role() == Role.OPERATOR) {
            OrderEdit edit = OrderEdit.backTo(order, visit.sight().market())
                    .withFilter(node == null ? OrderEdit.NONE : NodeWriter.json(node));
            blocks.add(new Block.Form(
                    "",
                    here + "/preview",
                    "See what it would do",
                    List.of(),
                    edit.hidden(Precondition.tag(order.entity()))));
            blocks.add(new Block.Form(
                    "",
                    WhatIfPages.HERE + "/start",
                    "Replay yesterday through it",
                    List.of(),
                    List.of(
                            Block.Input.text("order", "", order.name()),
                            Block.Input.text("filter", "", node == null ? "{all: []}" : NodeWriter.json(node)))));
        }
    }

    private static Block area(OrderInfo order, String text) {
        return new Block.Filter(
                "As it is written",
                "/console/orders/" + order.name() + "/filter",
                List.of(Block.Input.area("filter", "filter: too deep for rows", text)));
    }

    private static Block builder(Visit visit, OrderInfo order, Vertical vertical, FilterRows rows) {
        List<Block.Predicate> shown = new ArrayList<>();
        List<Block.Option> fields = new ArrayList<>();
        fields.add(new Block.Option("", "–"));
        Filters.fields(vertical).forEach(field -> fields.add(new Block.Option(field.name(), field.name())));
        List<FilterRows.Row> all = new ArrayList<>(rows.rows());
        all.add(new FilterRows.Row("", "", ""));
        if (!visit.query().text("more").isEmpty()) {
            all.add(new FilterRows.Row("", "", ""));
        }
        for (FilterRows.Row row : all) {
            int at = shown.size();
            Field field = FilterRows.field(vertical, row.field());
            List<String> operators =
                    field == null ? List.of("is", "in", "between", "exists") : Filters.operators(field);
            shown.add(new Block.Predicate(
                    new Block.Input("f" + at, "field", "select", row.field(), fields),
                    Block.Input.choice("o" + at, "operator", row.operator(), operators),
                    Block.Input.text("v" + at, "value", row.value()),
                    field == null ? "" : hint(field)));
        }
        return new Block.Builder(
                "Pings of which",
                "/console/orders/" + order.name() + "/filter",
                Block.Input.choice("match", "hold", rows.match(), List.of("all", "any")),
                shown);
    }

    private static String hint(Field field) {
        String type = field.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (field.type()) {
            case ENUM -> "one of " + String.join(", ", field.values());
            case BOOLEAN -> "true or false";
            case DATE -> "a day like 1990-05-17";
            case US_STATE -> "states like CA, NV";
            default -> type;
        };
    }
}
