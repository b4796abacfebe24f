package io.gavel.core.usage;

import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.UsageKind;

/** What one carrier asks, in micro-units, and how it rounds seconds. */
final class Tariff {
    private static final long MICROS = 1_000_000;

    long inboundMicros;
    long outboundMicros;
    long recordingMicros;
    long platformMicros;
    long monthlyMicros;
    private long transcriptionMicros;
    private int inboundFirst = 1;
    private int inboundStep = 1;
    private int outboundFirst = 1;
    private int outboundStep = 1;
    private int recordingFirst = 1;
    private int recordingStep = 1;
    private int transcriptionFirst = 1;
    private int transcriptionStep = 1;

    void read(CarrierPutDecoder put) {
        inboundMicros = Math.max(0, put.inboundMicros());
        outboundMicros = Math.max(0, put.outboundMicros());
        recordingMicros = Math.max(0, put.recordingMicros());
        platformMicros = Math.max(0, put.platformMicros());
        monthlyMicros = Math.max(0, put.monthlyMicros());
        inboundFirst = Math.max(1, put.inboundFirst());
        inboundStep = Math.max(1, put.inboundStep());
        outboundFirst = Math.max(1, put.outboundFirst());
        outboundStep = Math.max(1, put.outboundStep());
        recordingFirst = Math.max(1, put.recordingFirst());
        recordingStep = Math.max(1, put.recordingStep());
        boolean tells = put.actingVersion() >= CarrierPutDecoder.transcriptionMicrosSinceVersion();
        transcriptionMicros = tells ? Math.max(0, put.transcriptionMicros()) : 0;
        transcriptionFirst = tells ? Math.max(1, put.transcriptionFirst()) : 1;
        transcriptionStep = tells ? Math.max(1, put.transcriptionStep()) : 1;
    }

    /** Seconds that are billed for so long: each that has begun, at least the first ones, then in whole steps. */
    int seconds(UsageKind kind, long durationMicros) {
        return switch (kind) {
            case INBOUND -> rounded(durationMicros, inboundFirst, inboundStep);
            case OUTBOUND -> rounded(durationMicros, outboundFirst, outboundStep);
            case RECORDING -> rounded(durationMicros, recordingFirst, recordingStep);
            case TRANSCRIPTION -> rounded(durationMicros, transcriptionFirst, transcriptionStep);
            default -> 0;
        };
    }

    /** What a minute costs. */
    long minuteMicros(UsageKind kind) {
        return switch (kind) {
            case INBOUND -> inboundMicros;
            case OUTBOUND -> outboundMicros;
            case RECORDING -> recordingMicros;
            case TRANSCRIPTION -> transcriptionMicros;
            default -> 0;
        };
    }

    /** What so many seconds cost: a half micro-unit and more is rounded up. */
    static long amount(long minuteMicros, int seconds) {
        return Math.addExact(Math.multiplyExact(minuteMicros, seconds), 30) / 60;
    }

    private static int rounded(long durationMicros, int first, int step) {
        long begun = (Math.max(0, durationMicros) + MICROS - 1) / MICROS;
        long beyond = Math.max(0, begun - first);
        return (int) Math.min(Integer.MAX_VALUE, first + (beyond + step - 1) / step * step);
    }

    void writeState(StateWriter out) {
        out.putLong(inboundMicros);
        out.putLong(outboundMicros);
        out.putLong(recordingMicros);
        out.putLong(platformMicros);
        out.putLong(monthlyMicros);
        out.putLong(transcriptionMicros);
        out.putInt(inboundFirst);
        out.putInt(inboundStep);
        out.putInt(outboundFirst);
        out.putInt(outboundStep);
        out.putInt(recordingFirst);
        out.putInt(recordingStep);
        out.putInt(transcriptionFirst);
        out.putInt(transcriptionStep);
    }

    void readState(StateReader in) {
        inboundMicros = in.getLong();
        outboundMicros = in.getLong();
        recordingMicros = in.getLong();
        platformMicros = in.getLong();
        monthlyMicros = in.getLong();
        transcriptionMicros = in.getLong();
        inboundFirst = in.getInt();
        inboundStep = in.getInt();
        outboundFirst = in.getInt();
        outboundStep = in.getInt();
        recordingFirst = in.getInt();
        recordingStep = in.getInt();
        transcriptionFirst = in.getInt();
        transcriptionStep = in.getInt();
    }
}
