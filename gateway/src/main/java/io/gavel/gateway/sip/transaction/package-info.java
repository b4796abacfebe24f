/**
 * Transactions of RFC 3261 §17 with the corrections of RFC 6026 and RFC 4320: one request, its repetitions, its responses.
 *
 * <pre>
 *   bytes in -> Transactions -> one of ClientTransaction / ServerTransaction -> its user
 *                    |                       |
 *                    +------ TimerWheel -----+--> Path (bytes out)
 * </pre>
 *
 * <p>One {@link io.gavel.gateway.sip.transaction.Transactions} a loop, with its own wheel; everything happens on that loop. No clock
 * is read here: the wheel is turned from outside.
 */
@NullMarked
package io.gavel.gateway.sip.transaction;

import org.jspecify.annotations.NullMarked;
