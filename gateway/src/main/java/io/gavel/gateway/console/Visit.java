package io.gavel.gateway.console;

import io.gavel.gateway.account.User;
import io.gavel.gateway.http.Principal;

/**
 * One request of somebody who is signed in.
 *
 * @param sight what they may see
 * @param nowMicros when it came
 */
record Visit(String path, Query query, Session session, Person person, Sight sight, long nowMicros) {
    private static final long DAY_MICROS = 86_400_000_000L;

    /** What they may do. */
    Principal who() {
        return person.principal();
    }

    /** How the audit calls them: never by a name of theirs. */
    String actor() {
        User user = person.user();
        String one = user == null || user.owner().isEmpty() ? "" : "/" + user.id();
        return who().role().word() + ":" + who().name() + one;
    }

    /** The same with another sight. */
    Visit with(Sight other) {
        return new Visit(path, query, session, person, other, nowMicros);
    }

    /** The same of somebody who changed meanwhile. */
    Visit with(Person other) {
        return new Visit(path, query, session, other, sight, nowMicros);
    }

    /** Midnight, UTC. */
    long todayMicros() {
        return nowMicros / DAY_MICROS * DAY_MICROS;
    }

    /** The last segment of the path. */
    String last() {
        return segment(path.substring(path.lastIndexOf('/') + 1));
    }

    /** The segment before the last. */
    String lastButOne() {
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return segment(folder.substring(folder.lastIndexOf('/') + 1));
    }

    /** In a path, unlike in a query, a plus is a plus. */
    static String segment(String text) {
        return Query.decoded(text.replace("+", "%2B"));
    }
}
