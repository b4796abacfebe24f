package io.gavel.gateway.media;

/**
 * Who moves the audio of which calls.
 *
 * @param anchored of most calls: it passes through, and can be recorded and listened to
 * @param direct of campaigns that say {@code media: direct}: it does not come here
 */
public record MediaEngines(MediaEngine anchored, MediaEngine direct) implements AutoCloseable {
    /** Closes both, and waits for it. */
    @Override
    public void close() {
        anchored.close();
        direct.close();
    }
}
