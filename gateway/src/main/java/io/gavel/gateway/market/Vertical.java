package io.gavel.gateway.market;

import io.gavel.message.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The typed field list of a kind of lead. Immutable; look-ups allocate nothing. */
public final class Vertical implements Listed {
    /** Fields of one vertical at most, also over time. */
    public static final int FIELDS = 255;

    static final int SCORE_AFTER = 200;

    private final Entity entity;
    private final List<Field> fields;
    private final int scoreAfter;
    private final Map<String, Field> byName = new HashMap<>();
    private final @Nullable Field[] byId = new Field[FIELDS + 1];

    Vertical(Entity entity, List<Field> fields) {
        this(entity, fields, SCORE_AFTER);
    }

    Vertical(Entity entity, List<Field> fields, int scoreAfter) {
        this.scoreAfter = scoreAfter;
        this.entity = entity;
        this.fields = List.copyOf(fields);
        for (Field field : fields) {
            byName.put(field.name(), field);
            byId[field.id()] = field;
        }
    }

    @Override
    public Entity entity() {
        return entity;
    }

    /** In the document's order. */
    public List<Field> fields() {
        return fields;
    }

    /** So many outcomes have to be known before anything is scored. */
    int scoreAfter() {
        return scoreAfter;
    }

    /** What a filter means by a name: a field, or the score unless the vertical has a field of that name; null: nothing. */
    @Nullable
    Field inFilters(String name) {
        Field field = field(name);
        return field == null && name.equals(Field.SCORE.name()) ? Field.SCORE : field;
    }

    /** The field of a name, or null. */
    public @Nullable Field field(String name) {
        return byName.get(name);
    }

    /** The field that a caller's number is known by: the first of type phone; 0 if there is none. */
    public int callerField() {
        for (Field field : fields) {
            if (field.type() == FieldType.PHONE) {
                return field.id();
            }
        }
        return 0;
    }

    /** The field of an id, or null. */
    public @Nullable Field field(int fieldId) {
        return fieldId < 0 || fieldId > FIELDS ? null : byId[fieldId];
    }
}
