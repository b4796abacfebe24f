/** Deadlines, tried against a sorted list. */
@NullMarked
package io.gavel.core.timer;

import org.jspecify.annotations.NullMarked;
