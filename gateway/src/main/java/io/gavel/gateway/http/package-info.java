/**
 * How HTTP is spoken: the server, routes, calls, who calls, problems, and where answers from the line are waited for.
 *
 * <p>Edges register {@link io.gavel.gateway.http.Handler}s with the {@link io.gavel.gateway.http.Router}; this package knows
 * none of them. A call lives on one event loop from its first byte to its last; a handler runs there and must not block.
 */
@NullMarked
package io.gavel.gateway.http;

import org.jspecify.annotations.NullMarked;
