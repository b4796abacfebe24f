package io.gavel.journal;

/** What happens to journal segments that no snapshot and no view needs any more. */
public enum Retention {
    /** They stay where they are. */
    KEEP,
    /** They move to {@code archive/} in the data directory. */
    ARCHIVE,
    /** They are deleted. */
    DROP
}
