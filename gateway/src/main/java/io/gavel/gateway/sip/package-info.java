/**
 * SIP for a back-to-back user agent: calls that come in, calls that go out, their dialogs. Knows nothing of calls' business.
 *
 * <pre>
 *   UDP, TCP, TLS --> transport.Ports --> SipStack (sorts by Call-ID) --> SipLoop (one a loop)
 *                                                                           |  transaction.Transactions
 *                        SipHandler: admit, onInvite, onRequest  <----------+--> IncomingInvite --+
 *                        InviteListener: onProvisional, onAnswered, onFailed <-- OutgoingInvite --+--> Dialog
 *                        DialogListener: onRequest, onAck, onEnded  <-----------------------------+
 * </pre>
 *
 * <p>A call lives on one event loop, found by its Call-ID; all its objects are used there, and its listeners are told there. Both
 * legs of a bridge live on the caller's loop, because a loop chooses Call-IDs that map to itself:
 *
 * <pre>{@code
 * SipStack stack = SipStack.start(vertx, contexts, SipSettings.standard("192.0.2.1", "0.0.0.0", 5060), new SipHandler() {
 *     public int admit(SipMessage request, Path from) {                     // before anything is kept of it
 *         return carriers.know(from.remote().getAddress()) ? WELCOME : 403;
 *     }
 *     public void onInvite(IncomingInvite caller) {                          // UAS; 100 was sent
 *         byte[] offer = caller.message().body();
 *         SipMessage invite = SipMessage.request(Method.INVITE, "sip:agent@198.51.100.7")
 *                 .add(HeaderName.FROM, "<sip:+13035550111@192.0.2.1>")
 *                 .add(HeaderName.TO, "<sip:agent@198.51.100.7>")
 *                 .add(HeaderName.MAX_FORWARDS, Integer.toString(caller.message().maxForwards() - 1))
 *                 .body("application/sdp", offer);
 *         OutgoingInvite buyer = caller.loop().invite(invite, InviteOptions.PLAIN, new InviteListener() {   // UAC
 *             public void onProvisional(SipMessage response, Dialog early) {
 *                 caller.ring(response.status(), response.bodyLength() > 0 ? response.body() : null);
 *             }
 *             public void onAnswered(SipMessage response, Dialog dialog) {   // its ACK is out
 *                 caller.accept(response.body());                            // repeated until ACKed
 *                 caller.listen((end, message) -> dialog.bye());             // caller hung up
 *             }
 *             public void onFailed(InviteFailure failure) {
 *                 caller.refuse(480);                                        // or ring the next one
 *             }
 *             public void onEnded(DialogEnd end, SipMessage message) {       // buyer hung up
 *                 caller.dialog().bye();
 *             }
 *         });
 *         caller.listen((end, message) -> buyer.cancel());                   // CANCEL of the caller
 *     }
 * });
 * }</pre>
 *
 * <p>Done here, so that nobody above needs to: repetitions, ACK of every 2xx, BYE of a second one, CANCEL only after a provisional
 * response, 2xx until ACK and then BYE, BYE not before the ACK, PRACK, session timers, digest answers, 400, 405, 415, 416, 420,
 * 422, 481, 482, 483, 491, 500 (CSeq), 503 with Retry-After when the handler is full. Nothing here logs; counts are
 * {@link io.gavel.gateway.sip.SipCounters}.
 */
@NullMarked
package io.gavel.gateway.sip;

import org.jspecify.annotations.NullMarked;
