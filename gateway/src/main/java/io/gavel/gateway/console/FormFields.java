package io.gavel.gateway.console;

import io.gavel.gateway.console.form.Entry;
import io.gavel.gateway.console.form.Part;
import io.gavel.gateway.console.form.Remarks;
import io.gavel.gateway.console.form.Shape;
import io.gavel.gateway.console.form.Typed;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Section;
import io.gavel.gateway.market.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a document's form on a page: from what is typed to what a browser shows, and back. */
final class FormFields {
    /** More names than this are typed, not chosen. */
    private static final int MOST_CHOSEN = 100;

    private static final int MOST_TICKED = 40;
    private static final String FIELD = "f.";
    private static final String TICK = "n.";
    private static final String TICKED = "*";

    private FormFields() {}

    /** What a form says. */
    static Typed typed(Shape shape, Query form) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Entry entry : shape.entries()) {
            String name = FIELD + entry.key();
            if (form.values().containsKey(name)) {
                String text = form.text(name).replace("\r\n", "\n");
                boolean isTicked = entry.kind() == Entry.Kind.NAMES && text.equals(TICKED);
                texts.put(entry.key(), isTicked ? ticked(form, TICK + entry.key() + ".") : text);
            }
        }
        return new Typed(texts);
    }

    private static String ticked(Query form, String prefix) {
        List<String> names = new ArrayList<>();
        for (String key : form.values().keySet()) {
            if (key.startsWith(prefix)) {
                names.add(key.substring(prefix.length()));
            }
        }
        return String.join("\n", names);
    }

    /** The fields with what is typed in them, and what is wrong with it beside it. */
    static List<Block.Sheaf> of(Shape shape, Typed typed, Remarks remarks, Snapshot market) {
        List<Block.Sheaf> sheaves = new ArrayList<>();
        for (Part part : shape.parts()) {
            List<Block.Field> fields = new ArrayList<>();
            boolean isFilled = part.always();
            for (Entry entry : part.entries()) {
                List<String> problems = remarks.of(entry.key());
                String text = typed.text(entry.key());
                isFilled |= !text.isEmpty() || !problems.isEmpty();
                fields.add(new Block.Field(input(entry, text, market), entry.hint(), problems));
            }
            sheaves.add(new Block.Sheaf(part.title(), isFilled, fields));
        }
        return sheaves;
    }

    private static Block.Input input(Entry entry, String text, Snapshot market) {
        String name = FIELD + entry.key();
        Section section = entry.section();
        List<String> names = section == null ? List.of() : names(market, section);
        return switch (entry.kind()) {
            case TEXT, NUMBER -> Block.Input.text(name, entry.label(), text);
            case ZONE -> new Block.Input(name, entry.label(), "zone", text, List.of());
            case FLAG -> choice(name, entry, text, List.of("true", "false"));
            case CHOICE -> choice(name, entry, text, entry.options());
            case NAME ->
                names.size() > MOST_CHOSEN
                        ? Block.Input.text(name, entry.label(), text)
                        : choice(name, entry, text, names);
            case NAMES ->
                names.size() > MOST_TICKED ? Block.Input.area(name, entry.label(), text) : ticks(entry, text, names);
            case SECRET -> new Block.Input(name, entry.label(), "password", text, List.of());
            case LIST, CAPS, HOURS, FIELDS, WRITTEN -> Block.Input.area(name, entry.label(), text);
        };
    }

    private static Block.Input choice(String name, Entry entry, String text, List<String> words) {
        List<Block.Option> options = new ArrayList<>();
        options.add(new Block.Option("", "–"));
        for (String word : words) {
            boolean isFlag = entry.kind() == Entry.Kind.FLAG;
            options.add(new Block.Option(word, isFlag ? (word.equals("true") ? "yes" : "no") : word));
        }
        if (!text.isEmpty() && !words.contains(text)) {
            options.add(new Block.Option(text, text));
        }
        return new Block.Input(name, entry.label(), "select", text, options);
    }

    /** Boxes to tick, named {@code n.<key>.<name>}; what is not there any more stays ticked until somebody takes it away. */
    private static Block.Input ticks(Entry entry, String text, List<String> names) {
        List<String> chosen = text.lines().toList();
        List<String> all = new ArrayList<>(names);
        chosen.stream().filter(each -> !all.contains(each)).forEach(all::add);
        List<Block.Option> options = new ArrayList<>();
        for (String each : all) {
            options.add(new Block.Option(TICK + entry.key() + "." + each, each));
        }
        return new Block.Input(FIELD + entry.key(), entry.label(), "names", text, options);
    }

    /** What there is of a section; more than can be chosen from: some. */
    private static List<String> names(Snapshot market, Section section) {
        List<String> names = new ArrayList<>();
        for (int id = 1; id < market.end(section.kind()) && names.size() <= MOST_CHOSEN; id++) {
            @Nullable Entity entity = market.entity(section.kind(), id);
            if (entity != null && !entity.deleted()) {
                names.add(entity.name());
            }
        }
        names.sort(null);
        return names;
    }
}
