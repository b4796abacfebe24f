package io.gavel.core;

import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.RingWantedDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is promised of calls: one buyer at a time has one, nobody rings then, it ends once, and what it billed is what it says. */
final class CallAudit {
    private static final class Call {
        long pingId;
        int connected;
        int joined;
        long billedMicros = -1;
        boolean held;
        final Set<Integer> ringing = new HashSet<>();
    }

    private final Map<Long, Call> open = new HashMap<>();
    private final Map<Long, Long> byPing = new HashMap<>();
    int ended;
    int billed;
    int held;
    int connections;

    void started(long callId, long pingId) {
        Call call = new Call();
        call.pingId = pingId;
        if (open.put(callId, call) != null || byPing.put(pingId, callId) != null) {
            throw new AssertionError("call " + callId + " of ping " + pingId + " begins twice");
        }
    }

    /** The call of a ping, 0: none that is open. */
    long callOf(long pingId) {
        Long callId = byPing.get(pingId);
        return callId != null && open.containsKey(callId) ? callId : 0;
    }

    /** The gateway says that caller and this buyer hear each other. */
    void joined(long callId, int orderId) {
        Call call = open.get(callId);
        if (call != null && call.connected == orderId) {
            call.joined = orderId;
        }
    }

    boolean has(long callId) {
        return open.containsKey(callId);
    }

    long pingOf(long callId) {
        return call(callId).pingId;
    }

    /** Whether a call that just ended was of this ping. */
    boolean isOf(CallEndedDecoder end, long pingId) {
        Long callId = byPing.get(pingId);
        return callId != null && callId == end.callId();
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    /** {@code most}: how many may ring at once. */
    void ring(RingWantedDecoder wanted, int most) {
        Call call = call(wanted.callId());
        if (call.connected != 0 || !call.ringing.add(wanted.orderId()) || call.ringing.size() > most) {
            throw new AssertionError("call " + wanted.callId() + " rings " + call.ringing + " of " + most);
        }
    }

    void connected(CallConnectedDecoder connected) {
        Call call = call(connected.callId());
        if (call.connected != 0 || !call.ringing.remove(connected.orderId()) || !call.ringing.isEmpty()) {
            throw new AssertionError("call " + connected.callId() + " is with " + call.connected + " " + call.ringing);
        }
        call.connected = connected.orderId();
        connections++;
    }

    /** The hold of a ping's award went back. */
    void released(long pingId, int orderId) {
        Long callId = byPing.get(pingId);
        Call call = callId == null ? null : open.get(callId);
        if (call != null) {
            call.ringing.remove(orderId);
            if (call.connected == orderId) {
                if (call.billedMicros >= 0 || call.held) {
                    throw new AssertionError("billed and released: call " + callId);
                }
                call.connected = 0;
                call.joined = 0;
            }
        }
    }

    void billed(long callId, int orderId, long priceMicros) {
        Call call = call(callId);
        if (call.connected != orderId || call.joined != orderId || call.billedMicros >= 0) {
            throw new AssertionError("call " + callId + " billed to " + orderId + " and with " + call.connected);
        }
        call.billedMicros = priceMicros;
        billed++;
    }

    /** The bill of a call that had its billable second is held back. */
    void held(long callId, int orderId) {
        Call call = call(callId);
        if (call.connected != orderId || call.joined != orderId || call.billedMicros >= 0 || call.held) {
            throw new AssertionError("call " + callId + " held for " + orderId + " and with " + call.connected);
        }
        call.held = true;
        held++;
    }

    /** Returns the order whose billed hold is over, 0 if none. */
    int ended(CallEndedDecoder end) {
        Call call = open.remove(end.callId());
        if (call == null) {
            if (end.connectedMicros() != 0 || end.billable() != 0) {
                throw new AssertionError("a call that never was ends: " + end);
            }
            return 0;
        }
        ended++;
        boolean isBilled = call.billedMicros >= 0;
        if (!call.ringing.isEmpty()
                || isBilled != (end.billable() == 1)
                || (isBilled && (call.billedMicros != end.priceMicros() || call.connected != end.orderId()))) {
            throw new AssertionError("call " + end.callId() + " rings " + call.ringing + " and ends " + end);
        }
        return isBilled || call.held ? call.connected : 0;
    }

    private Call call(long callId) {
        Call call = open.get(callId);
        if (call == null) {
            throw new AssertionError("no call " + callId);
        }
        return call;
    }
}
