package io.gavel.ring;

/** The line's first station. */
public final class JournalHandler {
    /** The machine's own clocks: the one place in the engine that reads the wall clock. */
    public static final TimeSource SYSTEM_TIME = new TimeSource() {
        @Override
        public long wallMicros() {
            return System.currentTimeMillis() * 1000;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    private JournalHandler() {}
}
