package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatementLinesTest {
    private static final String HERE = "/console/statement";

    private static Block.Table part(List<Integer> lines, Map<String, String> query) {
        return StatementLines.table(
                lines, new Query(query), HERE, "USD", line -> List.of(Cell.of(Integer.toString(line))));
    }

    private static List<Integer> numbers(Block.Table table) {
        return table.rows().stream()
                .map(row -> Integer.valueOf(row.get(0).text()))
                .toList();
    }

    @Test
    void fewLinesAreOnePart() {
        Block.Table all = part(List.of(1, 2, 3), Map.of("from", "2026-01-01"));

        assertEquals(List.of(3, 2, 1), numbers(all));
        assertNull(all.next());
    }

    @Test
    void allLinesAreSeenOnceEvenWhileSomeAreBooked() {
        List<Integer> lines = new ArrayList<>(IntStream.range(0, 1_234).boxed().toList());
        Map<String, String> query = Map.of("from", "2026-01-01");
        List<Integer> seen = new ArrayList<>();
        Block.Table part = part(lines, query);
        seen.addAll(numbers(part));
        while (part.next() != null && seen.size() < 2_000) {
            lines.add(lines.size());
            String after = part.next().replaceAll(".*after=([^&]*).*", "$1");
            part = part(lines, Map.of("from", "2026-01-01", "after", after));
            seen.addAll(numbers(part));
        }

        assertEquals(IntStream.range(0, 1_234).map(line -> 1_233 - line).boxed().toList(), seen);
        assertEquals(1_236, part.place().all());
    }

    @Test
    void nonsenseIsTheNewestPart() {
        List<Integer> lines = IntStream.range(0, 600).boxed().toList();

        Block.Table part = part(lines, Map.of("after", "zzzzzz"));

        assertEquals(599, numbers(part).get(0));
        assertNotNull(part.next());
    }
}
