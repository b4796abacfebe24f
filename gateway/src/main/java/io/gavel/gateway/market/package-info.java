/**
 * The market document: who sells what to whom.
 *
 * <p>{@link io.gavel.gateway.market.Directory} is what everybody else reads: the present market as an immutable snapshot,
 * fed by the engine's documents at start and by every {@code EntityChanged} afterwards. Changes go the other way: a document
 * is read into lines-aware nodes, validated as a whole with every problem by key and line, compared with the present market,
 * compiled to engine messages and put on the line in the order of their references.
 *
 * <pre>
 *   YAML, JSON -> Node -> readers (problems?) -> Plan (what differs) -> MarketWriter -> input ring
 *   Directory.Snapshot &lt;- Directory &lt;- EntityChanged &lt;- output ring
 * </pre>
 *
 * <p>Snapshots are read on any thread; the directory is written by its own consumer thread of the output ring; changes are
 * made one after the other on the market's own worker thread, never on an event loop.
 */
@NullMarked
package io.gavel.gateway.market;

import org.jspecify.annotations.NullMarked;
