package io.gavel.view;

/**
 * That a recording was transcribed, or could not be.
 *
 * @param millis how much of it was
 */
public record TranscriptRecord(boolean done, int millis, int words) {}
