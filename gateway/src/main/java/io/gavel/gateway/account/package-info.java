/**
 * The people who sign in to the console: who they are, their passwords and second factors. {@link
 * io.gavel.gateway.account.Users} is the door.
 *
 * <pre>
 *   users  one file, sealed under the vault's key, written anew with each change: names are often e-mail addresses, so
 *          none of this goes on the line, into the journal or into logs; there a user is its id
 * </pre>
 *
 * <p>Looking up is for any thread. Changes write and sync a file, and passwords take tens of milliseconds and megabytes: both
 * are done on {@link io.gavel.gateway.account.Desk}'s thread, never on an event loop.
 */
@NullMarked
package io.gavel.gateway.account;

import org.jspecify.annotations.NullMarked;
