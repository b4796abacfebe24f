package io.gavel.core;

import io.gavel.message.CallAttributedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.VisitAnsweredDecoder;
import io.gavel.message.VisitEndedDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/** What was said of visits, in short lines. */
final class VisitLines {
    private VisitLines() {}

    static String of(UnsafeBuffer message) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return switch (header.wrap(message, 0).templateId()) {
            case VisitAnsweredDecoder.TEMPLATE_ID -> {
                VisitAnsweredDecoder said = new VisitAnsweredDecoder().wrapAndApplyHeader(message, 0, header);
                yield answered(
                        said.visitId(),
                        said.number(),
                        said.expiresMicros(),
                        said.flags().shared(),
                        said.flags().returning());
            }
            case VisitEndedDecoder.TEMPLATE_ID ->
                "ended "
                        + new VisitEndedDecoder()
                                .wrapAndApplyHeader(message, 0, header)
                                .visitId();
            case CallAttributedDecoder.TEMPLATE_ID -> {
                CallAttributedDecoder said = new CallAttributedDecoder().wrapAndApplyHeader(message, 0, header);
                yield attributed(
                        said.method().name(),
                        said.visitId(),
                        said.candidates(),
                        said.confidenceMillis(),
                        said.callsBefore());
            }
            default -> "";
        };
    }

    static String answered(long visitId, long number, long expiresMicros, boolean shared, boolean returning) {
        return visitId == 0
                ? "no visit"
                : "visit " + visitId + " has " + number + " until " + (expiresMicros - Scene.START) / 1_000
                        + (shared ? " shared" : "") + (returning ? " again" : "");
    }

    static String attributed(String method, long visitId, int candidates, int confidence, int before) {
        return method + " visit " + visitId + " of " + candidates + " " + confidence + "/1000 after " + before;
    }
}
