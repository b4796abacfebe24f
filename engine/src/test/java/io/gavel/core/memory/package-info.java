/** Memories of the core, tried against a plain queue. */
@NullMarked
package io.gavel.core.memory;

import org.jspecify.annotations.NullMarked;
