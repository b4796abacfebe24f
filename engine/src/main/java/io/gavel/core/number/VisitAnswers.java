package io.gavel.core.number;

import io.gavel.message.CallAttributedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.VisitAnsweredEncoder;
import io.gavel.message.VisitEndedEncoder;

/** Writes what pools say. */
final class VisitAnswers {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Outlet outlet;
    private final Visits visits;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VisitAnsweredEncoder answered = new VisitAnsweredEncoder();
    private final VisitEndedEncoder ended = new VisitEndedEncoder();
    private final CallAttributedEncoder attributed = new CallAttributedEncoder();

    VisitAnswers(Outlet outlet, Visits visits) {
        this.outlet = outlet;
        this.visits = visits;
    }

    void answered(long correlationId, Pool pool, int row, long number, boolean returning, boolean touched) {
        answered.wrapAndApplyHeader(outlet.claim(), 0, header)
                .correlationId(correlationId)
                .visitId(visits.id(row))
                .visitRef(visits.ref(row))
                .visitorKey(visits.visitor(row))
                .number(number)
                .expiresMicros(visits.touchedMicros(row) + pool.holdMicros)
                .poolId(pool.id)
                .live(pool.live())
                .touched((short) (touched ? 1 : 0));
        answered.flags().clear().shared(visits.slot(row) == Numbers.NONE).returning(returning);
        outlet.send(HEADER + answered.encodedLength());
    }

    /** There is no such pool ({@code poolId} 0), no number, or no such visit any more. */
    void nothing(long correlationId, int poolId, long visitorKey, boolean touched) {
        answered.wrapAndApplyHeader(outlet.claim(), 0, header)
                .correlationId(correlationId)
                .visitId(0)
                .visitRef(0)
                .visitorKey(visitorKey)
                .number(0)
                .expiresMicros(0)
                .poolId(poolId)
                .live(0)
                .touched((short) (touched ? 1 : 0));
        answered.flags().clear();
        outlet.send(HEADER + answered.encodedLength());
    }

    void ended(int row, long number) {
        ended.wrapAndApplyHeader(outlet.claim(), 0, header)
                .visitId(visits.id(row))
                .visitRef(visits.ref(row))
                .visitorKey(visits.visitor(row))
                .number(number)
                .openedMicros(visits.openedMicros(row))
                .touchedMicros(visits.touchedMicros(row))
                .poolId(visits.pool(row));
        ended.flags().clear().shared(visits.slot(row) == Numbers.NONE);
        outlet.send(HEADER + ended.encodedLength());
    }

    void attributed(long correlationId, long callId, Attribution call) {
        attributed
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .correlationId(correlationId)
                .callId(callId)
                .visitId(call.visitId)
                .visitRef(call.visitRef)
                .number(call.number)
                .poolId(call.poolId)
                .candidates(call.candidates)
                .callsBefore(call.callsBefore)
                .confidenceMillis(call.confidenceMillis)
                .method(call.method);
        outlet.send(HEADER + attributed.encodedLength());
    }
}
