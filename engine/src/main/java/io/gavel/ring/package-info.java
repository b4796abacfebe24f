/**
 * The line: what the edges encode is written to the journal, applied by the rules, and heard by everybody else.
 *
 * <pre>
 *   edges, Ticker --> InputRing --> JournalHandler --> CoreHandler --> Rules --> OutputRing --> who is near   (line)
 *   (any thread)                    (line)             (line)                               --> the patient    (line-out)
 *                                                                                           --> others         (line-out-NAME)
 * </pre>
 *
 * <p>Assembled by {@code Engine}. Edges see {@link io.gavel.ring.InputRing} and {@link io.gavel.ring.Slot} only.
 */
@NullMarked
package io.gavel.ring;

import org.jspecify.annotations.NullMarked;
