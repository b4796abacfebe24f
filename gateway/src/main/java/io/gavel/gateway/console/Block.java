package io.gavel.gateway.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a page, below its headline. */
sealed interface Block {
    /** A heading; empty: none. */
    String title();

    /**
     * Rows and columns.
     *
     * @param chart columns that are drawn above it over the first one; empty: none
     * @param none what to do if there is nothing
     * @param next the address of the next part, null: there is none
     * @param csv the address of the same as CSV, null: there is none
     */
    record Table(
            String title,
            List<Column> columns,
            List<List<Cell>> rows,
            String chart,
            String none,
            @Nullable String next,
            @Nullable String csv)
            implements Block {
        Table(String title, List<Column> columns, List<List<Cell>> rows, String none) {
            this(title, columns, rows, "", none, null, null);
        }
    }

    /** A column; {@code style}: {@code num} to the right, {@code minor} not on a phone. */
    record Column(String name, String style) {
        static Column of(String name) {
            return new Column(name, "");
        }

        static Column minor(String name) {
            return new Column(name, "minor");
        }

        static Column number(String name) {
            return new Column(name, "num");
        }

        static Column minorNumber(String name) {
            return new Column(name, "num minor");
        }
    }

    /** Names and values, side by side. */
    record Facts(String title, List<Fact> facts) implements Block {}

    /** One of them. */
    record Fact(String name, Cell value) {}

    /** What narrows a page down; its choices are in the address. */
    record Filter(String title, String action, List<Input> inputs) implements Block {}

    /** A field: of {@code options}, or free (type {@code text}, {@code date} …). */
    record Input(String name, String label, String type, String value, List<Option> options) {
        static Input text(String name, String label, String value) {
            return new Input(name, label, "text", value, List.of());
        }

        /** A password; {@code new…}: one that is chosen now. */
        static Input secret(String name, String label) {
            return new Input(name, label, "password", "", List.of());
        }

        static Input date(String name, String label, String value) {
            return new Input(name, label, "date", value, List.of());
        }

        static Input choice(String name, String label, String value, List<String> options) {
            return new Input(
                    name,
                    label,
                    "select",
                    value,
                    options.stream()
                            .map(each -> new Option(each, each.isEmpty() ? "all" : each.replace('_', ' ')))
                            .toList());
        }
    }

    /** A choice. */
    record Option(String value, String label) {}

    /** A form that changes something. */
    record Form(String title, String action, String button, List<Input> inputs, List<Input> hidden) implements Block {}

    /** Some sentences; {@code kind}: {@code note}, {@code warning} or {@code good}. */
    record Note(String title, String kind, List<String> sentences) implements Block {}

    /** To be copied. */
    record Code(String title, String text) implements Block {}

    /** To be copied, by whom it concerns: shown when it is opened. */
    record Folded(String title, String text) implements Block {}

    /** A recording. */
    record Player(String title, String source) implements Block {}

    /** What happened, one after the other. */
    record Timeline(String title, List<Moment> moments) implements Block {}

    /** One moment. */
    record Moment(String at, String kind, Cell what, String detail) {}

    /** The auction. */
    record Drawn(String title, Ladder ladder) implements Block {}
}
