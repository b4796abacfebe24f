package io.gavel.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts segments away that nothing needs any more, as {@link Retention} says. */
public final class SegmentArchive {
    private final DataDirectory data;
    private final Retention retention;

    public SegmentArchive(DataDirectory data, Retention retention) {
        this.data = data;
        this.retention = retention;
    }

    /** Segments below {@code neededSegment} are not needed. */
    public void putAway(long neededSegment) {
        if (retention == Retention.KEEP) {
            return;
        }
        try {
            for (long number : Segments.numbers(data.journal())) {
                if (number < neededSegment) {
                    putAway(Segments.path(data.journal(), number));
                }
            }
        } catch (IOException e) {
            throw new JournalException("segments in " + data.journal() + " cannot be put away: " + e, e);
        }
    }

    private void putAway(Path segment) throws IOException {
        if (retention == Retention.DROP) {
            Files.delete(segment);
        } else {
            Files.createDirectories(data.archive());
            Files.move(segment, data.archive().resolve(segment.getFileName()));
        }
    }
}
