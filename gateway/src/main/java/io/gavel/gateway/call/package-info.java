/**
 * Live calls: who may call, what the caller hears, whom the core wants to ring, who is joined with whom.
 *
 * <pre>
 *   carrier --INVITE--> Gatekeeper (who, to which number) --> Desk --> Bridge --CallArrived--> line
 *                                                              |          |
 *   line --CallStarted, RingWanted, RingCancelled,             |          +-- Screening, FlowRunner (prompts, digits)
 *          CallConnected, CallEnded--> CallEdge --Mailbox------+          +-- BuyerAttempt (one buyer's leg)
 *                                                                         +-- media: MediaCall, MediaLeg
 * </pre>
 *
 * <p>One call lives on one event loop: its SIP dialogs, its timers, its {@link io.gavel.gateway.call.Bridge}; so nothing here is
 * locked. The core decides who rings, who has the call and what is billed; this package only does and reports. The bridge knows
 * legs, not SIP: {@code SipCaller} and {@code SipBuyer} speak for them.
 */
@NullMarked
package io.gavel.gateway.call;

import org.jspecify.annotations.NullMarked;
