/**
 * The same rules over again: recovery at start, snapshots made from closed segments beside the line, and {@code replay} of a
 * stopped exchange's data.
 */
@NullMarked
package io.gavel.replay;

import org.jspecify.annotations.NullMarked;
