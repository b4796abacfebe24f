package io.gavel.gateway.console;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a page, below its headline. */
sealed interface Block {
    /** A heading; empty: none. */
    String title();

    /**
     * Rows and columns.
     *
     * @param chart columns that are drawn above it over the first one, and after a blank the zone of its times, else UTC; empty: none
     * @param none what to do if there is nothing
     * @param next the address of the next part, null: there is none
     * @param csv the address of the same as CSV, null: there is none
     * @param place where in the whole these rows are; {@link Place#NONE}: they are all
     */
    record Table(
            String title,
            List<Column> columns,
            List<List<Cell>> rows,
            String chart,
            String none,
            @Nullable String next,
            @Nullable String csv,
            Place place)
            implements Block {
        Table(String title, List<Column> columns, List<List<Cell>> rows, String none) {
            this(title, columns, rows, "", none, null, null);
        }

        Table(
                String title,
                List<Column> columns,
                List<List<Cell>> rows,
                String chart,
                String none,
                @Nullable String next,
                @Nullable String csv) {
            this(title, columns, rows, chart, none, next, csv, Place.NONE);
        }

        /** Its name in addresses and among a page's parts. */
        String key() {
            return title.replaceAll("[^A-Za-z]+", "-");
        }

        boolean isSifted() {
            return columns.stream().anyMatch(column -> !column.sift().isEmpty());
        }

        /** The same, knowing how many there are in all; below 0: nobody knows. */
        Table about(long all) {
            return new Table(title, columns, rows, chart, none, next, csv, new Place("", null, all));
        }

        /** The same without the column of that name. */
        Table without(String name) {
            int at = columns.stream().map(Column::name).toList().indexOf(name);
            return at < 0
                    ? this
                    : new Table(
                            title,
                            except(columns, at),
                            rows.stream().map(row -> except(row, at)).toList(),
                            chart,
                            none,
                            next,
                            csv,
                            place);
        }

        private static <T> List<T> except(List<T> list, int at) {
            List<T> rest = new ArrayList<>(list);
            rest.remove(at);
            return rest;
        }
    }

    /**
     * Where rows are in the whole.
     *
     * @param words {@code 1–50 of about 12,400}; empty: nothing is said
     * @param newest the address of the first part, null: this is it
     * @param all how many there are, about; below 0: nobody knows
     */
    record Place(String words, @Nullable String newest, long all) {
        static final Place NONE = new Place("", null, -1);
    }

    /**
     * A column.
     *
     * @param style {@code num} to the right, {@code minor} not on a phone
     * @param sift fields in its head that narrow the table down, sent with the page's {@link Filter}
     */
    record Column(String name, String style, List<Input> sift) {
        static Column of(String name) {
            return new Column(name, "", List.of());
        }

        static Column minor(String name) {
            return new Column(name, "minor", List.of());
        }

        static Column number(String name) {
            return new Column(name, "num", List.of());
        }

        static Column minorNumber(String name) {
            return new Column(name, "num minor", List.of());
        }

        Column sifted(Input... fields) {
            return new Column(name, style, List.of(fields));
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

        /** A longer text. */
        static Input area(String name, String label, String value) {
            return new Input(name, label, "area", value, List.of());
        }

        /** A password; {@code new…}: one that is chosen now. */
        static Input secret(String name, String label) {
            return new Input(name, label, "password", "", List.of());
        }

        static Input date(String name, String label, String value) {
            return new Input(name, label, "date", value, List.of());
        }

        /** A day; if there is a time of day already, that too. */
        static Input moment(String name, String label, String value) {
            return new Input(name, label, value.indexOf('T') > 0 ? "text" : "date", value, List.of());
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

    /**
     * What builds a filter.
     *
     * @param match whether all or any of the rows have to hold
     */
    record Builder(String title, String action, Input match, List<Predicate> rows) implements Block {}

    /** One row of it; {@code hint}: what its value may be. */
    record Predicate(Input field, Input operator, Input value, String hint) {}

    /**
     * A week of hours to be ticked.
     *
     * @param action empty: it is only shown
     */
    record Grid(String title, String action, List<Day> days, List<Input> hidden) implements Block {}

    /** One day of it. */
    record Day(String name, List<Hour> hours) {}

    /** One hour of a day; {@code isPart}: not all of it is open. */
    record Hour(String name, String from, boolean isOpen, boolean isPart) {}

    /** How full some things are. */
    record Meters(String title, List<Meter> meters) implements Block {}

    /** One of them; {@code percent} -1: nobody knows. */
    record Meter(String name, int percent, String text) {}

    /** A flow as a picture. */
    record Flow(String title, FlowPicture picture) implements Block {}

    /**
     * A flow's steps to be changed; the last one is empty, for a new one.
     *
     * @param version as it was seen
     */
    record FlowEditor(String title, String action, String version, String start, List<FlowDraft.Step> steps)
            implements Block {}

    /** How a pool's size tells on its visitors. */
    record Curved(String title, Curve curve) implements Block {}

    /** A choice. */
    record Option(String value, String label) {}

    /** A form that changes something. */
    record Form(String title, String action, String button, List<Input> inputs, List<Input> hidden) implements Block {}

    /**
     * A form of many fields, each with what it means and what is wrong with it.
     *
     * @param hidden sent with it
     */
    record Sheet(String title, String action, String button, List<Input> hidden, List<Sheaf> sheaves)
            implements Block {}

    /** Fields that belong together; {@code isOpen}: not folded away. */
    record Sheaf(String title, boolean isOpen, List<Field> fields) {}

    /** One field; of type {@code names} its options are ticked, those whose value is in its lines. */
    record Field(Input input, String hint, List<String> problems) {}

    /** To be heard: a WAV file. */
    record Sound(String title, String source) implements Block {}

    /**
     * A phone's keys.
     *
     * @param method {@code get} or {@code post}
     * @param keys what a key sends, and what stands on it
     */
    record Keypad(String title, String action, String method, List<Input> hidden, List<Option> keys) implements Block {}

    /** Some sentences; {@code kind}: {@code note}, {@code warning} or {@code good}. */
    record Note(String title, String kind, List<String> sentences) implements Block {}

    /** To be copied. */
    record Code(String title, String text) implements Block {}

    /** To be copied, by whom it concerns: shown when it is opened. */
    record Folded(String title, String text) implements Block {}

    /** A recording; {@code wave} null: it is not drawn. */
    record Player(String title, String source, @Nullable Wave wave) implements Block {}

    /** What happened, one after the other. */
    record Timeline(String title, List<Moment> moments) implements Block {}

    /** One moment. */
    record Moment(String at, String kind, Cell what, String detail) {}

    /**
     * Something that takes a while.
     *
     * @param percent how far it is
     * @param again the address where to look, again and again
     * @param cancel where to give it up; {@code button} says so
     */
    record Progress(String title, int percent, String again, String cancel, String button) implements Block {}

    /** The auction. */
    record Drawn(String title, Ladder ladder) implements Block {}
}
