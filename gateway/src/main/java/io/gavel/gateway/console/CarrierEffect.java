package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.message.Money;
import io.gavel.message.UsageKind;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.UsageLine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a change of a carrier would have done to the last day's calls and to what it charged for them. */
final class CarrierEffect {
    private static final Map<UsageKind, String> RATES = new EnumMap<>(Map.of(
            UsageKind.INBOUND, "inbound",
            UsageKind.OUTBOUND, "outbound",
            UsageKind.RECORDING, "recording",
            UsageKind.TRANSCRIPTION, "transcription"));

    private CarrierEffect() {}

    /** {@code carrierId} 0: it is new. */
    static List<String> of(Visit visit, int carrierId, Node after) {
        if (carrierId == 0) {
            return List.of("From now on its calls are answered, and its trunk can be named by orders.");
        }
        long from = visit.nowMicros() - Recent.DAY_MICROS;
        List<CallRecord> calls = Recent.newest(
                (next, limit) -> visit.sight().calls(new CallQuery(0, 0, 0, from, Long.MAX_VALUE, limit, next)),
                call -> call.carrierId() == carrierId);
        List<UsageLine> lines = new ArrayList<>();
        var unused = visit.sight().usage(carrierId, from, Long.MAX_VALUE, lines::add);
        lines.removeIf(line -> line.callId() == 0);
        String currency = visit.sight().market().currency();
        long charged = lines.stream().mapToLong(UsageLine::amountMicros).sum();
        String was = "In the last 24 h " + Words.count(calls.size()) + " calls came by it, for "
                + Words.money(charged, currency) + " of telephony. ";
        if (Effects.isOff(after)) {
            return List.of(was + "None of them would have been answered.");
        }
        long now = lines.stream().mapToLong(line -> cost(line, after)).sum();
        return List.of(
                was + "It would have charged about " + Words.money(now, currency) + ".",
                "From which addresses it calls, and with which password, is seen from now on: calls that are refused are"
                        + " counted on Health.");
    }

    /** By the seconds that were billed: another rounding would have billed others, by a few seconds a call. */
    private static long cost(UsageLine line, Node carrier) {
        Node rates = carrier.get("rates");
        if (rates == null) {
            return 0;
        }
        String name = RATES.get(line.kind());
        if (name == null) {
            return line.kind() == UsageKind.PLATFORM ? Math.max(0, Effects.money(rates, "platform_fee")) : 0;
        }
        Node rate = rates.get(name);
        long minute = rate == null ? Money.INVALID : Effects.money(rate, "per_minute");
        return minute == Money.INVALID ? 0 : minute * line.units() / 60;
    }
}
