/**
 * The projection that long reports are read from: one row for whatever counts (a ping, its bids, a post, a call, its end, money), with
 * all that it is grouped by, in an embedded DuckDB under {@code analytics/} of the data directory. {@link
 * io.gavel.gateway.report.fact.Facts} is the door.
 *
 * <pre>
 *   line-out: Feed (copies, bounded) --- analytics: Projector: Reader -> Database (one transaction a round: rows and place)
 *                   | full, or not heard: Engine.retell, from the journal        |
 *   report threads: FactQuery -> FactSql -> Database ---------------------------- +
 * </pre>
 *
 * <p>It is never authoritative: it may be deleted, and comes again from the journal. It is opened a moment after the start, on its own
 * thread; nobody waits for it. Nothing personal is in it.
 */
@NullMarked
package io.gavel.gateway.report.fact;

import org.jspecify.annotations.NullMarked;
