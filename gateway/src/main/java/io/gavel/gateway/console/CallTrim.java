package io.gavel.gateway.console;

import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import io.gavel.view.CallRecord;
import java.util.List;

/** What of a call its seller, or a buyer who was rung, may see; for {@link Sight}. */
final class CallTrim {
    private CallTrim() {}

    static boolean isLastHadBy(Principal who, CallRecord call) {
        return call.end() != null && call.end().buyerId() == who.ownerId();
    }

    static CallRecord of(Principal who, CallRecord call) {
        boolean isSeller = who.role() == Role.SELLER;
        boolean isBuyer = who.role() == Role.BUYER;
        boolean isMine = isSeller || isLastHadBy(who, call);
        return new CallRecord(
                call.callId(),
                isSeller ? call.pingId() : call.callId(),
                0,
                call.arrivedMicros(),
                call.connectedMicros(),
                isSeller ? call.sellerId() : 0,
                call.campaignId(),
                isSeller ? call.carrierId() : 0,
                call.numberId(),
                call.anonymous(),
                call.repeat() && isSeller,
                call.end() == null ? null : end(call.end(), isMine, isBuyer),
                isSeller
                        ? List.of()
                        : call.attempts().stream()
                                .filter(attempt -> attempt.buyerId() == who.ownerId())
                                .toList(),
                isMine && !isSeller ? call.recordingMillis() : 0,
                List.of(),
                null,
                isSeller ? call.source() : "",
                isSeller ? call.subId() : "");
    }

    private static CallRecord.End end(CallRecord.End end, boolean isMine, boolean isBuyer) {
        return new CallRecord.End(
                end.endedMicros(),
                isBuyer && isMine ? end.orderId() : 0,
                isBuyer && isMine ? end.buyerId() : 0,
                end.reason(),
                end.party(),
                end.cause(),
                end.billable() && isMine,
                !isBuyer ? end.payoutMicros() : isMine ? end.priceMicros() : 0,
                !isBuyer ? end.payoutMicros() : 0);
    }
}
