/**
 * Between the line and an event loop, for edges that talk with somebody outside: {@link io.gavel.gateway.line.Mailboxes} brings
 * what the line said to its loop, {@link io.gavel.gateway.line.Patience} offers again what the line had no room for.
 */
@NullMarked
package io.gavel.gateway.line;

import org.jspecify.annotations.NullMarked;
