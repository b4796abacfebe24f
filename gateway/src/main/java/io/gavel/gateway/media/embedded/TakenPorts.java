package io.gavel.gateway.media.embedded;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ports of the range that could not be opened, most of them because somebody else has them: each is told of once, all of a time in
 * one line, a line a minute at most. Any thread.
 */
final class TakenPorts {
    /** In which others of a start are found. */
    static final long GATHER_MILLIS = 1_000;

    static final long BETWEEN_MILLIS = 60_000;

    /** Does something later. */
    interface Later {
        void run(Runnable action, long millis);
    }

    private final Later later;
    private final Consumer<String> say;
    private final SortedSet<Integer> known = new TreeSet<>();
    private final SortedSet<Integer> fresh = new TreeSet<>();
    private String reason = "";
    private boolean planned;
    private boolean saidLately;

    TakenPorts(Later later, Consumer<String> say) {
        this.later = later;
        this.say = say;
    }

    synchronized void taken(int port, @Nullable Throwable cause) {
        if (!known.add(port)) {
            return;
        }
        fresh.add(port);
        reason = String.valueOf(cause);
        if (!planned && !saidLately) {
            planned = true;
            later.run(this::tell, GATHER_MILLIS);
        }
    }

    private synchronized void tell() {
        planned = false;
        saidLately = true;
        say.accept("media ports not opened count=" + fresh.size() + " first=" + fresh.first() + " last=" + fresh.last()
                + " reason=\"" + reason + "\"");
        fresh.clear();
        later.run(this::again, BETWEEN_MILLIS);
    }

    private synchronized void again() {
        saidLately = false;
        if (!fresh.isEmpty()) {
            tell();
        }
    }
}
