package io.gavel.gateway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which letters go together, and when. */
class ScheduleTest {
    private final Schedule schedule = new Schedule();

    @Test
    void aBatchTakesAsManyAsItMayAndTheNextWaitsForItsEnd() {
        for (int id = 1; id <= 4_500; id++) {
            schedule.add(letter(id, 1));
        }

        List<Integer> sizes = new ArrayList<>();
        for (int request = 0; request < 3; request++) {
            List<Letter> batch = schedule.next(0, letter -> GoogleAds.MOST);
            sizes.add(batch.size());
            assertEquals(0, schedule.next(0, letter -> GoogleAds.MOST).size(), "one request at a time");
            batch.forEach(schedule::end);
        }

        assertEquals(List.of(2_000, 2_000, 500), sizes);
        assertEquals(0, schedule.waiting(1));
    }

    @Test
    void aSlowBatchKeepsNobodyElseWaiting() {
        schedule.add(letter(1, 1));
        schedule.add(letter(2, 2));

        assertEquals(1, schedule.next(0, letter -> GoogleAds.MOST).size());
        assertEquals(2, schedule.next(0, letter -> 1).get(0).webhookId);
    }

    private static Letter letter(long id, int webhookId) {
        return new Letter(id, webhookId, "w", id, 0, Terms.CONVERSION, 0, new byte[0]);
    }
}
