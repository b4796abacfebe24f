/**
 * Which visit has which number. A visit leases a number of a pool, alone, as long as it is touched; when none is free it shares
 * the pool's overflow number. A call to a number is a call of the visit that has it, or had it last.
 *
 * <pre>
 *   opened, touched ──▶ held: longest silent first ──hold_s──▶ free: longest free first ──quarantine_s──▶ the next visitor
 *                                     │                                     ▲
 *                                     └──▶ Past: who had which number when ──┘ (late calls)
 * </pre>
 *
 * <p>{@link io.gavel.core.number.Pools} is the door; core thread only. Nothing in here says who a visitor is: ids are keyed
 * hashes, what a visitor clicked lies in the vault. See decision 0018.
 */
@NullMarked
package io.gavel.core.number;

import org.jspecify.annotations.NullMarked;
