package io.gavel.gateway.console;

import io.gavel.gateway.account.User;
import io.gavel.gateway.account.Users;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whose password was right, and whose code is still wanted: for five minutes and a few tries. In memory; any thread. */
final class Halfway {
    private static final long LIFE_MILLIS = 300_000;
    private static final int TRIES = 5;
    private static final int MOST = 1_000;

    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
    private final Users users;
    private final InstantSource clock;

    Halfway(Users users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    private record Ticket(String user, int generation, long startedMillis, int tries) {
        Ticket tried() {
            return new Ticket(user, generation, startedMillis, tries + 1);
        }
    }

    /** A ticket for the second step. */
    String begin(User user) {
        long now = clock.millis();
        tickets.values().removeIf(old -> now - old.startedMillis() > LIFE_MILLIS);
        if (tickets.size() >= MOST) {
            tickets.clear();
        }
        String ticket = Session.random();
        tickets.put(ticket, new Ticket(user.id(), user.generation(), now, 0));
        return ticket;
    }

    /** Whose ticket it is; null: it is over, or too much was tried. Counts as a try. */
    @Nullable
    User of(String text) {
        Ticket ticket = tickets.computeIfPresent(text, (unused, old) -> old.tried());
        if (ticket == null || ticket.tries() > TRIES || clock.millis() - ticket.startedMillis() > LIFE_MILLIS) {
            tickets.remove(text);
            return null;
        }
        User user = users.find(ticket.user());
        return user == null || user.generation() != ticket.generation() ? null : user;
    }

    void end(String ticket) {
        tickets.remove(ticket);
    }
}
