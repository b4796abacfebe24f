/**
 * Webhooks out: what happens is posted, signed, to whoever the market document's {@code webhooks} name.
 *
 * <pre>
 *   outputs --view thread: copied if somebody wants them--> Postman (one thread) --> LetterFile (durable)
 *                                                             |  ^ answers
 *                                                             v  |
 *                                                           Client on an event loop --> receiver
 * </pre>
 *
 * <p>{@link io.gavel.gateway.notify.Webhooks} is the door. A letter is one event for one webhook: written down before it is
 * sent, tried again with growing pauses and jitter, and at last kept as a dead letter that an operator may send again. It is
 * signed as Standard Webhooks says; its {@code webhook-id} stays the same. Nothing personal is in it, for nothing personal is
 * on the line. A crash neither loses a letter nor makes one twice; a receiver may still see one twice, with the same id.
 */
@NullMarked
package io.gavel.gateway.notify;

import org.jspecify.annotations.NullMarked;
