/**
 * How good will this lead or call turn out to be? One number from 0 to 1, learned from what became of those before.
 *
 * <pre>
 *   a lead, a call ── Subject (features) ── OnlineModel ── score, reasons
 *                         │ kept
 *                      Pending ── outcome: sold, refused, billable, returned, a buyer's word
 *                                    ├── Evaluation (what was said before against what came)
 *                                    └── OnlineModel (learns)
 * </pre>
 *
 * One model for each vertical. Nothing is scored until enough outcomes are known. Called by the auctions and by
 * {@code Exchange}, on the core's thread. The one slice with floating point: only sums, products, quotients and square roots,
 * which IEEE 754 defines to the last bit, and {@code StrictMath}; so every machine and every JDK comes to the same bits
 * (decision 21).
 */
@NullMarked
package io.gavel.core.score;

import org.jspecify.annotations.NullMarked;
