package io.gavel.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that an operator gave up because the rules cannot apply them: the file {@code skipped} beside the segments, a
 * sequence a line. Part of the record from then on: whoever reads the journal leaves them out, so that every replay agrees.
 */
public final class Skipped {
    /** The file's name. */
    public static final String FILE = "skipped";

    private Skipped() {}

    /**
     * Their sequences; none if there is no such file. Lines that begin with {@code #} are remarks.
     *
     * @throws JournalException if a line is no sequence
     */
    public static List<Long> in(Path journal) {
        Path file = journal.resolve(FILE);
        List<Long> sequences = new ArrayList<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    sequences.add(Long.parseLong(text));
                }
            }
            return sequences;
        } catch (IOException | NumberFormatException e) {
            throw new JournalException(file + " has to name the sequence of a message in each line: " + e, e);
        }
    }
}
