/**
 * The read models: pings, leads, money, the market's history, and the P and L cube. Fed by the engine's outputs on one thread
 * (the view thread), read by edges on any thread. Never authoritative: all of it can be built again from the journal.
 *
 * <pre>
 *   outputs --- Views.onOutput --+-- PingStore     id -> answer         (ring with an index, 32 answers to an entry of a Chronicle Map)
 *                                +-- LeadStore     id -> where it stands (Chronicle Map, ring of ids)
 *                                +-- MoneyStore    every transfer, with balances
 *                                +-- AuditStore    every version of every entity
 *                                +-- StandingStore when which order took part
 *                                +-- PnlStore      the cube, in minutes
 * </pre>
 *
 * <p>{@link io.gavel.view.Views} is the door. Records handed out are immutable copies.
 */
@NullMarked
package io.gavel.view;

import org.jspecify.annotations.NullMarked;
