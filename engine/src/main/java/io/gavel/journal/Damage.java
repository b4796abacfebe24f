package io.gavel.journal;

import java.nio.file.Path;

/**
 * Bytes of the journal that cannot be trusted.
 *
 * @param file the segment
 * @param offset where the last whole message before it ends, and the damage starts
 * @param sequence the first message that is lost
 * @param what is wrong there
 * @param bytes from {@code offset} to the last byte that was written
 * @param wholeAfter messages behind the damage that are whole by themselves; more than 0 hints at a flipped byte, 0 at a
 *     message that was being written when the machine stopped
 */
public record Damage(Path file, long offset, long sequence, String what, long bytes, long wholeAfter) {
    @Override
    public String toString() {
        return file + " is damaged at offset " + offset + ", in message " + sequence + ": " + what + "; " + bytes
                + " bytes behind the last whole message, " + wholeAfter + " whole messages among them";
    }
}
