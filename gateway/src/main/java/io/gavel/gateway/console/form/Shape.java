package io.gavel.gateway.console.form;

import io.gavel.gateway.market.Section;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a section's documents.
 *
 * @param one what people call one of them
 * @param purpose what they are for, a sentence
 * @param listed the keys of what a list of them shows
 */
public record Shape(
        Section section, String one, String purpose, List<String> listed, List<Part> parts, List<Entry> entries) {
    private static final List<Shape> ALL = List.of(
            CampaignShape.SHAPE,
            OrderShape.SHAPE,
            PartyShapes.BUYER,
            PartyShapes.SELLER,
            NumberShapes.POOL,
            NumberShapes.NUMBER,
            PostbackShape.SHAPE,
            VerticalShape.SHAPE,
            CarrierShape.SHAPE);

    static Shape of(Section section, String one, String purpose, List<String> listed, Part... parts) {
        List<Entry> entries = new ArrayList<>();
        for (Part part : parts) {
            entries.addAll(part.entries());
        }
        return new Shape(section, one, purpose, listed, List.of(parts), List.copyOf(entries));
    }

    /** The field of a key that is there. */
    public Entry entry(String key) {
        for (Entry entry : entries) {
            if (entry.key().equals(key)) {
                return entry;
            }
        }
        throw new IllegalArgumentException(section.key() + " has no field " + key);
    }

    /** Every section that has a form. */
    public static List<Shape> all() {
        return ALL;
    }

    /** The form of a section's word; null: there is none. */
    public static @Nullable Shape of(String section) {
        for (Shape shape : ALL) {
            if (shape.section().key().equals(section)) {
                return shape;
            }
        }
        return null;
    }
}
