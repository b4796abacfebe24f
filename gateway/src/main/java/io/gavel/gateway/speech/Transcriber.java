package io.gavel.gateway.speech;

import java.io.IOException;
import java.nio.file.Path;

/** Makes text of recordings. One thread. */
public interface Transcriber extends AutoCloseable {
    /** Makes ready what takes long; {@link #transcribe} would, too. */
    void load() throws IOException;

    /**
     * What was said, each side by itself.
     *
     * @param recording as the media engine writes it: stereo, 8 kHz, 16 bits; left the caller
     * @throws IOException if it cannot be, with a reason that an operator understands; another recording may be tried
     */
    Transcript transcribe(Path recording) throws IOException;

    @Override
    void close();

    /**
     * The text of a call.
     *
     * @param millis how much was listened to
     */
    record Transcript(String caller, String buyer, long millis) {
        /** Of both. */
        public int words() {
            return count(caller) + count(buyer);
        }

        private static int count(String text) {
            return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
        }
    }
}
