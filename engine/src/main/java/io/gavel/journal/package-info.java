/**
 * The memory of record: what was written here happened, and nothing is answered that was not written here.
 *
 * <p>Written by the line's journal thread, read by recovery (ahead, on {@code journal-reader}) and by the snapshot's thread.
 * Knows the messages only as bytes.
 */
@NullMarked
package io.gavel.journal;

import org.jspecify.annotations.NullMarked;
