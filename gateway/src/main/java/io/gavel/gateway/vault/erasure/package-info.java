/**
 * Erasing a person: whatever the vaults, recordings and stores have of somebody who is known by a phone number or an e-mail address.
 * {@link io.gavel.gateway.vault.erasure.Erasures} is the door.
 *
 * <pre>
 *   request (sealed file) --- erasure thread: Person finds entries, Traces erases what hangs on them, then the vault --- certificate
 * </pre>
 *
 * <p>One person at a time, on a thread of its own that works at most half of the time. A request that was cut short is taken up at
 * the next start: entries go last, so that what hangs on them is found again.
 */
@NullMarked
package io.gavel.gateway.vault.erasure;

import org.jspecify.annotations.NullMarked;
