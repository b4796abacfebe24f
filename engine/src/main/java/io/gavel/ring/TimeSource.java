package io.gavel.ring;

/** The machine's two clocks, or a test's. Any thread. */
public interface TimeSource {
    /** Microseconds since 1970-01-01T00:00Z as the machine believes; may jump either way when it is set. */
    long wallMicros();

    /** Nanoseconds since some moment; never goes back. */
    long nanos();
}
