package io.gavel.gateway.notify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;

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

    /**
     * The next letters to send in one request, from now on under way; empty if there are none.
     *
     * @param most how many one request to a webhook takes; if that is more than one, there is one request at a time
     */
    List<Letter> next(long nowMillis, ToIntFunction<Letter> most) {
        Letter first = later.peek();
        while (first != null && first.dueMillis <= nowMillis) {
            lane(first).due.add(later.remove());
            first = later.peek();
        }
        for (Lane lane : lanes.values()) {
            Letter due = lane.due.peek();
            int take = due == null ? 0 : most.applyAsInt(due);
            if (take > 0 && lane.onTheirWay < (take == 1 ? AT_ONCE : 1)) {
                List<Letter> letters = new ArrayList<>();
                while (letters.size() < take && !lane.due.isEmpty()) {
                    letters.add(lane.due.remove());
                }
                lane.onTheirWay += letters.size();
                return letters;
            }
        }
        return List.of();
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
