/**
 * How HTTP is spoken to the outside: one small HTTP/1.1 client for buyers and webhooks. Knows nothing of what is sent.
 *
 * <pre>
 *   Clients --one a loop--> Client --one an origin--> Pool --> Connection (a Netty channel and an AnswerReader)
 *                              |
 *                              +-- DeadlineWheel: every Request has its own deadline
 * </pre>
 *
 * <p>A {@link io.gavel.gateway.client.Request} is sent on the event loop of its {@link io.gavel.gateway.client.Client} and ends
 * there, exactly once: answered, or failed with a {@link io.gavel.gateway.client.Failure} that says whether anything was sent.
 * One request at a time on a connection (no pipelining); a connection that broke a rule is closed, never reused. Everything
 * is bounded: connections, waiting requests, the answer's head and body, time. Before a connection is opened the resolved
 * address is checked by {@link io.gavel.gateway.client.AddressGuard}. Redirects are answers, never followed.
 */
@NullMarked
package io.gavel.gateway.client;

import org.jspecify.annotations.NullMarked;
