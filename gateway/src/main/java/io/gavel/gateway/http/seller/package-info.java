/**
 * The sellers' edge: pings, posts and leads over HTTP, as section 4 of the contract says.
 *
 * <pre>
 *   body --RequestReader/FormReader--> Draft --FieldReader--> coded attributes, persons, errors
 *        --PingMessage/PostMessage--> input ring --line--> Replies --AnswerWriter--> the same bytes for POST and GET
 * </pre>
 *
 * <p>Handlers run on the call's event loop; each loop has a {@link io.gavel.gateway.http.seller.Desk} of reused objects. The
 * full data of a lead goes to the vault first; only then is the post on the line, with the vault's key.
 */
@NullMarked
package io.gavel.gateway.http.seller;

import org.jspecify.annotations.NullMarked;
