/**
 * The whole exchange from outside: an open-loop load program. Requests start when a plan says so, whether or not earlier ones
 * were answered, and latency is counted from that intended start, so a server that stalls cannot hide it.
 *
 * <p>{@link io.gavel.bench.load.Load} is the door. Each {@link io.gavel.bench.load.Lane} is one event loop with its
 * connections; nothing is shared between lanes until both are over.
 */
@NullMarked
package io.gavel.bench.load;

import org.jspecify.annotations.NullMarked;
