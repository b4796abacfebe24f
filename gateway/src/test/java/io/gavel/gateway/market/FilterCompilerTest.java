package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.message.Coding;
import io.gavel.message.EntityKind;
import io.gavel.message.FilterWriter;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterCompilerTest {
    private static final String VERTICAL = """
            fields:
              zip: {type: zip}
              state: {type: us_state}
              age: {type: integer, min: 16, max: 110}
              income: {type: decimal}
              born: {type: date}
              insured: {type: boolean}
              credit: {type: enum, values: [poor, good]}
              model: {type: text}
            """;

    @Test
    void nothingMatchesEverything() {
        assertArrayEquals(new byte[0], FilterCompiler.compile(null));
    }

    @Test
    void valuesAreCodedAsTheirFieldsTypeSays() {
        compiles("{field: zip, is: 01234}", new FilterWriter().is(1, 1234));
        compiles(
                "{field: state, in: [CA, NV]}",
                new FilterWriter().in(2, Coding.usState('C', 'A'), Coding.usState('N', 'V')));
        compiles("{field: age, between: [25, 64]}", new FilterWriter().between(3, 25, 64));
        compiles("{field: age, less_than: 65}", new FilterWriter().lessThan(3, 65));
        compiles("{field: income, at_least: 20000.50}", new FilterWriter().atLeast(4, 20_000_500_000L));
        compiles(
                "{field: born, is_not: 2000-02-29}",
                new FilterWriter().isNot(5, LocalDate.of(2000, 2, 29).toEpochDay()));
        compiles("{field: insured, is: true}", new FilterWriter().is(6, 1));
        compiles("{field: credit, not_in: [poor]}", new FilterWriter().notIn(7, Coding.hash("poor")));
        compiles("{field: model, is: Ford}", new FilterWriter().textIs(8, "Ford"));
        compiles("{field: model, starts_with: [F, G]}", new FilterWriter().textStartsWith(8, "F", "G"));
        compiles("{field: model, exists: false}", new FilterWriter().exists(8, false));
    }

    @Test
    void aTextThatIsNotHasToBeThere() {
        compiles(
                "{field: model, is_not: Ford}",
                new FilterWriter().all(2).exists(8, true).not().textIs(8, "Ford"));
    }

    @Test
    void theBeginningOfAZipIsARangeOfNumbers() {
        compiles("{field: zip, starts_with: \"9\"}", new FilterWriter().between(1, 90_000, 99_999));
        compiles(
                "{field: zip, starts_with: [\"012\", \"90210\"]}",
                new FilterWriter().any(2).between(1, 1_200, 1_299).between(1, 90_210, 90_210));
    }

    @Test
    void partsNest() {
        compiles(
                "{any: [{all: [{field: age, is: 20}, {not: {field: insured, is: false}}]}, {field: zip, exists: true}]}",
                new FilterWriter().any(2).all(2).is(3, 20).not().is(6, 0).exists(1, true));
    }

    @Test
    void severalOperatorsOfAFieldMustAllHold() {
        compiles(
                "{field: age, at_least: 21, less_than: 65}",
                new FilterWriter().all(2).atLeast(3, 21).lessThan(3, 65));
    }

    private static void compiles(String yaml, FilterWriter expected) {
        Problems problems = new Problems();
        Node vertical =
                new Kept(Sealer.throwaway()).of(Section.VERTICALS, NodeReader.yaml(VERTICAL, problems), Node.EMPTY_MAP);
        Entity entity = new Entity(EntityKind.VERTICAL, 1, "auto", 0, false, "");
        Vertical read = VerticalReader.read(entity, vertical, "", problems);
        Filter filter = new FilterReader(read, problems).read(NodeReader.yaml(yaml, problems), "");
        assertEquals(List.of(), problems.list());
        assertArrayEquals(expected.toBytes(), FilterCompiler.compile(filter), yaml);
    }
}
