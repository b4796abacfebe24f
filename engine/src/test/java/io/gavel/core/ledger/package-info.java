/** Tests of the ledger: whatever happens, the sum is zero. */
@org.jspecify.annotations.NullMarked
package io.gavel.core.ledger;
