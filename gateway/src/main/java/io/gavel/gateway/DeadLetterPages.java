package io.gavel.gateway;

import io.gavel.gateway.console.Letters;
import io.gavel.gateway.notify.DeadLetters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The webhooks' dead letters, as the console shows them: neither edge knows the other. */
record DeadLetterPages(DeadLetters letters) implements Letters {
    @Override
    public CompletableFuture<List<Dead>> newest(int limit) {
        return letters.newest(limit)
                .thenApply(some -> some.stream().map(DeadLetterPages::shown).toList());
    }

    @Override
    public CompletableFuture<Optional<Dead>> find(long id) {
        return letters.find(id).thenApply(letter -> letter.map(DeadLetterPages::shown));
    }

    @Override
    public CompletableFuture<Boolean> resend(long id, String actor) {
        return letters.resend(id, actor);
    }

    private static Dead shown(DeadLetters.Told letter) {
        return new Dead(
                letter.id(),
                letter.webhook(),
                letter.type(),
                letter.attempts(),
                letter.problem(),
                letter.createdMicros(),
                letter.diedMicros(),
                letter.body());
    }
}
