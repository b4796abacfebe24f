package io.gavel.gateway.console.form;

import java.util.List;

/**
 * Fields of a form that belong together.
 *
 * @param always it is shown open also if nothing of it is filled in
 */
public record Part(String title, boolean always, List<Entry> entries) {
    static Part open(String title, Entry... entries) {
        return new Part(title, true, List.of(entries));
    }

    static Part folded(String title, Entry... entries) {
        return new Part(title, false, List.of(entries));
    }
}
