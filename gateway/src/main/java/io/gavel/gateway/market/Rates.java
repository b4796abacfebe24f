package io.gavel.gateway.market;

/**
 * What a carrier asks, micro-units.
 *
 * @param inbound a minute of a caller's leg
 * @param outbound a minute of a buyer's leg
 * @param recording a minute recorded
 * @param transcription a minute transcribed
 * @param platformMicros a call whose caller was answered
 * @param monthlyMicros a number a month, unless the number says otherwise
 */
public record Rates(
        Rate inbound, Rate outbound, Rate recording, Rate transcription, long platformMicros, long monthlyMicros) {
    /** Nothing costs anything. */
    static final Rates NONE = new Rates(Rate.NONE, Rate.NONE, Rate.NONE, Rate.NONE, 0, 0);

    /**
     * By the minute, billed by the second.
     *
     * @param firstSeconds that are billed at least
     * @param stepSeconds in which the rest is billed: 30/6 is 30 and then steps of 6
     */
    public record Rate(long minuteMicros, int firstSeconds, int stepSeconds) {
        static final Rate NONE = new Rate(0, 60, 60);
    }
}
