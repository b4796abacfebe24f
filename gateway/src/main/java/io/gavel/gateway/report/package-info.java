/**
 * What the exchange tells about itself and its money: lists, explanations, the P and L, statements, events, and a buyer's own
 * leads. {@link io.gavel.gateway.report.Reports} is the door: it hands out one HTTP handler for each route.
 *
 * <pre>
 *   event loop: Query (check) --- Desk (bounded pool) --- Views, Directory, Vault --- event loop: Call.json
 * </pre>
 *
 * <p>Handlers run on the call's event loop and leave reading to the desk's threads, so a long report delays no ping.
 */
@NullMarked
package io.gavel.gateway.report;

import org.jspecify.annotations.NullMarked;
