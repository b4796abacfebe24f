package io.gavel.gateway.demo;

import io.gavel.gateway.demo.phone.AgentCall;
import io.gavel.gateway.demo.phone.CallerFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what the exchange says of its calls against what callers and agents saw. */
final class CallAudit {

    /** Over capacity: such a call may have been turned away before it had a record. */
    private static final int NO_ROOM = 503;

    private CallAudit() {}

    /** What does not fit, each in a sentence; nothing if all does. */
    static List<String> of(
            CallerFigures callers, List<AgentCall> agents, List<CallEntry> entries, Books.CallTotals booked) {
        List<String> wrong = new ArrayList<>();
        if (callers.underWay() > 0) {
            wrong.add(callers.underWay() + " callers are still on the telephone");
        }
        long turnedAway = callers.refusals().getOrDefault(NO_ROOM, 0L);
        if (entries.size() > callers.placed() || entries.size() < callers.placed() - turnedAway) {
            wrong.add(entries.size() + " calls have a record, but callers placed " + callers.placed() + ", of which "
                    + turnedAway + " found no room");
        }
        long ofPools = entries.stream().filter(CallEntry::ofPool).count();
        if (ofPools > callers.called() || ofPools < callers.called() - turnedAway) {
            wrong.add(ofPools + " calls came to pools' numbers, but visitors placed " + callers.called());
        }
        long lost =
                entries.stream().filter(entry -> entry.method().equals("none")).count();
        if (lost > 0) {
            wrong.add(lost + " calls of visitors are of nobody known");
        }
        compare(wrong, "calls in the report", booked.calls(), "calls with a record", entries.size());
        compare(wrong, "buyers' answers in the report", booked.answered(), "in the records", answers(entries));
        compare(wrong, "billable calls in the report", booked.billable(), "in the records", billable(entries));
        long price = 0;
        long cost = 0;
        Map<String, List<AgentCall>> rung = new HashMap<>();
        agents.forEach(seen ->
                rung.computeIfAbsent(seen.callId(), id -> new ArrayList<>()).add(seen));
        for (CallEntry entry : entries) {
            price += entry.priceMicros();
            cost += entry.costMicros();
            one(wrong, entry, rung.getOrDefault(entry.callId(), List.of()));
            rung.remove(entry.callId());
        }
        rung.keySet().forEach(callId -> wrong.add("call " + callId + " rang agents, but has no record"));
        compareMoney(wrong, "revenue of calls", booked.revenueMicros(), price);
        compareMoney(wrong, "cost of calls", booked.costMicros(), cost);
        return wrong;
    }

    private static void one(List<String> wrong, CallEntry entry, List<AgentCall> rung) {
        if (!entry.ended()) {
            wrong.add("call " + entry.callId() + " is still under way");
        }
        if (rung.stream().anyMatch(seen -> !seen.over())) {
            wrong.add("call " + entry.callId() + " still has an agent");
        }
        boolean answered = rung.stream().anyMatch(AgentCall::isAnswered);
        if (entry.connected() && !answered) {
            wrong.add("call " + entry.callId() + " was connected, but no agent answered it");
        }
        if (!entry.connected() && rung.stream().anyMatch(AgentCall::isBridged)) {
            wrong.add("call " + entry.callId() + " was heard by an agent, but was not connected");
        }
        if (entry.billable() && !entry.connected()) {
            wrong.add("call " + entry.callId() + " is billable, but was not connected");
        }
        if (!entry.billable() && entry.priceMicros() + entry.costMicros() > 0) {
            wrong.add("call " + entry.callId() + " costs something, but is not billable");
        }
    }

    private static long answers(List<CallEntry> entries) {
        return entries.stream().mapToLong(CallEntry::answers).sum();
    }

    private static long billable(List<CallEntry> entries) {
        return entries.stream().filter(CallEntry::billable).count();
    }

    private static void compare(List<String> wrong, String what, long one, String but, long other) {
        if (one != other) {
            wrong.add(what + ": " + one + "; " + but + ": " + other);
        }
    }

    private static void compareMoney(List<String> wrong, String what, long booked, long recorded) {
        if (booked != recorded) {
            wrong.add(what + " is booked as " + Figures.money(booked) + ", but the records say "
                    + Figures.money(recorded));
        }
    }
}
