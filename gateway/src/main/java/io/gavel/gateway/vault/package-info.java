/**
 * Personal data at rest: encrypted, a key for each lead, erasable. The full data of a lead is here and nowhere else; the line
 * carries a {@code leadRef} and keyed hashes only.
 *
 * <pre>
 *   store(plain) --encrypt on the caller's thread--> queue --writer thread: one write a batch--> Receipt      (a thread of its own forces)
 *
 *   vault/header          the instance's own key (of persons' hashes and signing secrets), wrapped by the master key
 *   vault/keys            a slot for each lead: where its record is, its own key wrapped by the master key
 *   vault/records-000001  append-only segments: length, CRC32C, leadRef, AES-256-GCM of the lead under its own key
 * </pre>
 *
 * <p>Erasing overwrites the lead's wrapped key in place and syncs: what is left of the record, here and in every copy of the
 * segments, can be read by nobody. Called by the sellers' edge (store), the buyers' edge (read) and the operator (erase), on
 * any thread.
 */
@NullMarked
package io.gavel.gateway.vault;

import org.jspecify.annotations.NullMarked;
