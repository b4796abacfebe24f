package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.Money;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Costs as somebody uploads them, JSON or CSV, each row checked; what is wrong is told by row. One upload. */
final class CostRows {
    static final int MOST = 10_000;
    private static final int LONGEST_TEXT = 200;
    private static final long LARGEST = 1_000_000_000L * Money.UNIT;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2099, 12, 31);
    private static final List<String> KEYS = List.of("campaign", "source", "keyword", "day", "amount");

    private final Snapshot market;
    private final Problems problems;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Key, String> places = new HashMap<>();

    CostRows(Snapshot market, Problems problems) {
        this.market = market;
        this.problems = problems;
    }

    /** One that is well. */
    record Row(int campaignId, int day, long startMicros, String source, String keyword, long amountMicros) {}

    private record Key(int campaignId, int day, String source, String keyword) {}

    List<Row> rows() {
        return rows;
    }

    /** {@code {"costs": [{…}]}}, a list, or one alone. */
    void json(String text) {
        Node root = NodeReader.json(text, problems);
        if (problems.isMalformed()) {
            return;
        }
        Node list = root.isMap() ? root.get("costs") : root;
        if (list == null) {
            one("costs[0]", 0, root);
        } else if (!list.isList()) {
            problems.add("costs", list, "expected a list of costs");
        } else if (list.values().size() > MOST) {
            problems.add("costs", list, "has more than " + MOST + " rows");
        } else {
            for (int i = 0; i < list.values().size(); i++) {
                one("costs[" + i + "]", 0, list.values().get(i));
            }
        }
    }

    private void one(String place, int line, Node row) {
        if (!row.isMap()) {
            problems.add(place, line, "expected a map of " + String.join(", ", KEYS));
            return;
        }
        for (String key : row.keys()) {
            if (!KEYS.contains(key)) {
                problems.add(place + "." + key, line, "is no key here: " + String.join(", ", KEYS));
            }
        }
        add(place, line, key -> {
            Node value = row.get(key);
            if (value == null || value.isNull()) {
                return "";
            }
            return value.isMap() || value.isList() ? value.describe() : value.text();
        });
    }

    /** A line of names first, in any order: campaign, day and amount, and source and keyword if there are any. */
    void csv(String text) {
        List<CsvTable.Row> lines = CsvTable.read(text);
        if (lines.isEmpty() || lines.size() > MOST + 1) {
            problems.add("", 0, lines.isEmpty() ? "has no lines" : "has more than " + MOST + " rows");
            return;
        }
        List<String> names = lines.get(0).cells();
        for (String name : names) {
            if (!KEYS.contains(name)) {
                problems.add("line 1", 1, "\"" + name + "\" is no column here: " + String.join(", ", KEYS));
            } else if (names.indexOf(name) != names.lastIndexOf(name)) {
                problems.add("line 1", 1, "has the column " + name + " twice");
            }
        }
        for (String needed : List.of("campaign", "day", "amount")) {
            if (!names.contains(needed)) {
                problems.add("line 1", 1, "has no column " + needed);
            }
        }
        for (CsvTable.Row line : problems.isEmpty() ? lines.subList(1, lines.size()) : List.<CsvTable.Row>of()) {
            String place = "line " + line.line();
            if (line.cells().size() != names.size()) {
                String found = line.cells().size() + " cells, expected " + names.size();
                problems.add(place, line.line(), "has " + found);
            } else {
                add(place, line.line(), key -> {
                    int column = names.indexOf(key);
                    return column < 0 ? "" : line.cells().get(column);
                });
            }
        }
    }

    /** What a row says of a key; empty if nothing. */
    private interface Values {
        String of(String key);
    }

    private void add(String place, int line, Values values) {
        int before = problems.count();
        CampaignInfo campaign = campaign(place, line, values.of("campaign"));
        String source = text(place, line, "source", values.of("source"));
        String keyword = text(place, line, "keyword", values.of("keyword"));
        LocalDate day = day(place, line, values.of("day"));
        String amount = values.of("amount");
        long micros = Money.parse(amount);
        if (micros == Money.INVALID || micros < 0 || micros > LARGEST) {
            problems.add(
                    place + ".amount",
                    line,
                    "expected an amount from 0 on, like 123.45, with at most 6 decimals, found \"" + cut(amount)
                            + "\"");
        }
        if (campaign == null || day == null || problems.count() > before) {
            return;
        }
        Key key = new Key(campaign.id(), (int) day.toEpochDay(), source, keyword);
        String other = places.putIfAbsent(key, place);
        if (other != null) {
            problems.add(place, line, "is of the same campaign, source, keyword and day as " + other);
            return;
        }
        long start = day.atStartOfDay(campaign.zone()).toEpochSecond() * 1_000_000;
        rows.add(new Row(campaign.id(), key.day, start, source, keyword, micros));
    }

    private @Nullable CampaignInfo campaign(String place, int line, String name) {
        CampaignInfo campaign = name.isEmpty() ? null : market.campaign(name);
        if (campaign == null) {
            problems.add(
                    place + ".campaign", line, name.isEmpty() ? "is missing" : "there is no campaign " + cut(name));
        }
        return campaign;
    }

    private @Nullable LocalDate day(String place, int line, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        problems.add(place + ".day", line, "expected a day like 2026-11-22, found \"" + cut(text) + "\"");
        return null;
    }

    private String text(String place, int line, String key, String text) {
        boolean clean = text.length() <= LONGEST_TEXT && text.chars().noneMatch(Character::isISOControl);
        if (!clean) {
            problems.add(
                    place + "." + key, line, "expected at most " + LONGEST_TEXT + " characters, no control characters");
        }
        return text;
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
