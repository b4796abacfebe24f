package io.gavel.journal;

/**
 * What a snapshot stands for.
 *
 * @param sequence the last message that is in it
 * @param timeMicros of that message
 * @param nextSegment the segment that starts with the message after it
 * @param stateVersion of the rules' state; a program that writes another version does not read it
 */
public record Snapshot(long sequence, long timeMicros, long nextSegment, int stateVersion) {}
