package io.gavel.view;

/**
 * Who spoke how long since caller and buyer were joined, by voice activity; milliseconds.
 *
 * @param bothMillis part of what both spoke
 * @param silentMillis nobody spoke
 * @param firstMillis until the first word; 0: there was none
 * @param first 1 the caller, 2 the buyer, 0 nobody
 */
public record VoiceRecord(
        int callerMillis,
        int buyerMillis,
        int bothMillis,
        int silentMillis,
        int longestMillis,
        int firstMillis,
        int first) {}
