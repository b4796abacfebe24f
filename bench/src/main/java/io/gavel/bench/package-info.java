/** The door of the bench: {@code jmh} measures one layer at a time, {@code load} the whole exchange from outside. */
@NullMarked
package io.gavel.bench;

import org.jspecify.annotations.NullMarked;
