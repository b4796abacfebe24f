package io.gavel.gateway.notify;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which letter goes next: those that are due, the longest due first, but at most {@value #AT_ONCE} at a time to one webhook, so
 * that a slow one delays nobody else. The postman's thread only.
 */
final class Schedule {
    static final int AT_ONCE = 8;

    private final PriorityQueue<Letter> later = new PriorityQueue<>(
            Comparator.<Letter>comparingLong(letter -> letter.dueMillis).thenComparingLong(letter -> letter.id));
    private final Map<Integer, Lane> lanes = new LinkedHashMap<>();

    /** The letters of one webhook. */
    private static final class Lane {
        final ArrayDeque<Letter> due = new ArrayDeque<>();
        int waiting;
        int onTheirWay;
    }

    /** A new letter. */
    void add(Letter letter) {
        lane(letter).waiting++;
        later.add(letter);
    }

    /** The next letter to send, from now on under way; null if there is none. */
    @Nullable
    Letter next(long nowMillis) {
        Letter first = later.peek();
        while (first != null && first.dueMillis <= nowMillis) {
            lane(first).due.add(later.remove());
            first = later.peek();
        }
        for (Lane lane : lanes.values()) {
            Letter letter = lane.onTheirWay < AT_ONCE ? lane.due.poll() : null;
            if (letter != null) {
                lane.onTheirWay++;
                return letter;
            }
        }
        return null;
    }

    /** It was under way and is tried again when it is due. */
    void again(Letter letter) {
        lane(letter).onTheirWay--;
        later.add(letter);
    }

    /** It was under way and waits no more. */
    void end(Letter letter) {
        Lane lane = lane(letter);
        lane.onTheirWay--;
        lane.waiting--;
        if (lane.waiting == 0) {
            lanes.remove(letter.webhookId);
        }
    }

    /** How many letters one webhook has, waiting or under way. */
    int waiting(int webhookId) {
        Lane lane = lanes.get(webhookId);
        return lane == null ? 0 : lane.waiting;
    }

    /** When there may be something to send, at most {@code most} from now; ends of attempts apart. */
    long pauseMillis(long nowMillis, long most) {
        Letter first = later.peek();
        return first == null ? most : Math.max(1, Math.min(most, first.dueMillis - nowMillis));
    }

    private Lane lane(Letter letter) {
        return lanes.computeIfAbsent(letter.webhookId, unused -> new Lane());
    }
}
