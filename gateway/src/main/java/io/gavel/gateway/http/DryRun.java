package io.gavel.gateway.http;

import org.jspecify.annotations.Nullable;

/** {@code ?dry_run=true|false}. A word that is neither is refused: taken for false it would do what was to be tried only. */
public final class DryRun {
    private DryRun() {}

    /** Whether nothing is to be done; null after it was answered that the call says neither yes nor no. */
    public static @Nullable Boolean of(Call call) {
        String value = call.query("dry_run");
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        call.problem(400, "malformed", "dry_run must be true or false; nothing was done.");
        return null;
    }
}
