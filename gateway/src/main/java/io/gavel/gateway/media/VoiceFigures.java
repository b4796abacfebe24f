package io.gavel.gateway.media;

/**
 * Who spoke how long in a recording, by voice activity; milliseconds.
 *
 * @param callerMillis how long the caller spoke
 * @param bothMillis part of what both spoke
 * @param silentMillis nobody spoke
 * @param longestMillis the longest time that nobody spoke
 * @param firstMillis until the first word; 0: there was none
 * @param first 1 the caller, 2 the buyer, 0 nobody
 */
public record VoiceFigures(
        int callerMillis,
        int buyerMillis,
        int bothMillis,
        int silentMillis,
        int longestMillis,
        int firstMillis,
        int first) {
    public static final int NOBODY = 0;
    public static final int CALLER = 1;
    public static final int BUYER = 2;
}
