package io.gavel.gateway.config;

/** What the line's threads do while nothing comes. */
public enum WaitPolicy {
    /** Sleep until woken: best when event loops share the cores. */
    BLOCKING,
    /** Spin, giving the core away each time. */
    YIELDING,
    /** Spin: for cores that the line has for itself. */
    SPINNING
}
