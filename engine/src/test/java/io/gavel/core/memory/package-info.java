/** Memories of the core, tried against plain queues and maps. */
@NullMarked
package io.gavel.core.memory;

import org.jspecify.annotations.NullMarked;
