package io.gavel.ring;

/** How the line's threads wait for work. */
public enum WaitPolicy {
    /** Sleep until woken. The default: best wherever other threads need the cores. */
    BLOCKING,
    /** Spin, giving the core to whoever else wants it. */
    YIELDING,
    /** Spin. Lowest latency, for machines that dedicate a core to each thread of the line. */
    SPINNING
}
