package io.gavel.gateway.console;

import io.gavel.gateway.account.User;
import io.gavel.gateway.http.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in.
 *
 * @param principal what they may do, and how the audit knows them
 * @param user null: somebody with a key
 */
record Person(Principal principal, @Nullable User user) {
    /** As their pages call them. */
    String name() {
        return user == null ? principal.name() : user.name();
    }

    /** Whether they have to choose a password before anything else. */
    boolean hasToChoose() {
        return user != null && user.temporary();
    }
}
