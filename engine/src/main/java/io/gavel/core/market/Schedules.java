package io.gavel.core.market;

import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** All schedules in use; each sets one timer for its next change. */
final class Schedules {
    private final Timers timers;
    private final Map<Schedule.Key, Schedule> byKey = new HashMap<>();
    private final Long2ObjectHashMap<Schedule> byId = new Long2ObjectHashMap<>();
    /** Restored schedules, whose hours the first order that has them tells. */
    private final Long2ObjectHashMap<long[]> restored = new Long2ObjectHashMap<>();

    private long lastId;

    Schedules(Timers timers) {
        this.timers = timers;
    }

    /** Puts an order on the schedule of its hours, which begins if it is the first. */
    void join(Order order, Zone zone, long nowMicros) {
        leave(order);
        if (order.hours.always()) {
            return;
        }
        Schedule.Key key = new Schedule.Key(zone, order.hours);
        Schedule schedule = byKey.get(key);
        if (schedule == null) {
            schedule = new Schedule(++lastId, key);
            byKey.put(key, schedule);
            byId.put(schedule.id, schedule);
            advance(schedule, nowMicros);
        }
        schedule.add(order);
    }

    void leave(Order order) {
        Schedule schedule = order.schedule;
        if (schedule == null) {
            return;
        }
        schedule.remove(order);
        if (schedule.orders.isEmpty()) {
            byKey.remove(schedule.key);
            byId.remove(schedule.id);
        }
    }

    /** A schedule's timer fired: the schedule if it opened or closed, else null. */
    @Nullable
    Schedule fire(long id, long nowMicros) {
        Schedule schedule = byId.get(id);
        if (schedule == null || nowMicros < schedule.nextMicros) {
            return null;
        }
        boolean before = schedule.open;
        advance(schedule, nowMicros);
        return schedule.open == before ? null : schedule;
    }

    private void advance(Schedule schedule, long nowMicros) {
        schedule.open = schedule.key.hours().open(schedule.key.zone(), nowMicros);
        schedule.nextMicros = schedule.key.hours().nextChange(schedule.key.zone(), nowMicros);
        timers.schedule(schedule.nextMicros, TimerKind.HOURS, schedule.id);
    }

    void writeState(StateWriter out) {
        long[] ids = new long[byId.size()];
        int size = 0;
        for (Long2ObjectHashMap<Schedule>.KeyIterator keys = byId.keySet().iterator(); keys.hasNext(); ) {
            ids[size++] = keys.nextLong();
        }
        Arrays.sort(ids);
        out.putLong(lastId);
        out.putInt(ids.length);
        for (long id : ids) {
            Schedule schedule = byId.get(id);
            out.putLong(id);
            out.putBoolean(schedule.open);
            out.putLong(schedule.nextMicros);
        }
    }

    /** What {@link #writeState} wrote; then every order that was on a schedule is to {@link #rejoin}. */
    void readState(StateReader in) {
        lastId = in.getLong();
        for (int n = in.getInt(); n > 0; n--) {
            restored.put(in.getLong(), new long[] {in.getLong(), in.getLong()});
        }
    }

    void rejoin(Order order, long id, Zone zone) {
        Schedule schedule = byId.get(id);
        if (schedule == null) {
            long[] state = restored.remove(id);
            schedule = new Schedule(id, new Schedule.Key(zone, order.hours));
            schedule.open = state[0] != 0;
            schedule.nextMicros = state[1];
            byKey.put(schedule.key, schedule);
            byId.put(id, schedule);
        }
        schedule.add(order);
    }
}
