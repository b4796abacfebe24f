package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a change.
 *
 * @param refusal why nothing was done; null: it was
 * @param entity the one that was changed, as it is now; null if it is gone or there were many
 * @param created whether it is new
 * @param differences what was (or, of a dry run, would be) changed
 * @param unchanged entities that are as they should be
 */
public record Outcome(
        @Nullable Refusal refusal,
        @Nullable Entity entity,
        boolean created,
        List<Difference> differences,
        int unchanged) {

    /**
     * One change, for people.
     *
     * @param section of the document, for example {@code orders}; {@code settings}
     * @param change added, changed or removed
     * @param before as it is shown; null: nothing
     * @param after likewise
     */
    public record Difference(
            String section,
            String name,
            String change,
            @Nullable Node before,
            @Nullable Node after) {
        static Difference of(Change change) {
            Section section = Section.of(change.kind());
            Entity before = change.before();
            Listed after = change.after();
            return new Difference(
                    section == null ? "settings" : section.key(),
                    change.name(),
                    change.word(),
                    before == null ? null : Documents.shown(before.kind(), before.document()),
                    after == null
                            ? null
                            : Documents.shown(change.kind(), after.entity().document()));
        }
    }

    static Outcome refused(Refusal refusal) {
        return new Outcome(refusal, null, false, List.of(), 0);
    }
}
