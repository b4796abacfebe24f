/**
 * Our own media engine: an RTP relay with prompts, keys and recording.
 *
 * <pre>
 *   call loop:   EmbeddedCall, EmbeddedLeg (Negotiation: SDP)  --posts--+
 *                                                                       v
 *   media loop:  Session: Stream (caller) &lt;--relay--&gt; Stream (buyer)   sockets of Ports; one MediaLoop for all of a call's legs
 *                   |        Latch, Reception, EventReceiver in, Outgoing, Playing, KeySender out, paced by one Pacer a loop
 *                   v
 *                 Tape (both sides, by timestamps) --chunks--> recorder thread: WavFile
 * </pre>
 *
 * <p>{@link io.gavel.gateway.media.embedded.EmbeddedMedia} is the door. What is agreed by SDP lives on the call's loop; packets and all
 * that counts them live on one media loop, chosen when the call opens, and need no locks. The small classes that decide (who may
 * send, which timestamp comes next, which key was pressed, what is due) are pure and are handed the time.
 */
@NullMarked
package io.gavel.gateway.media.embedded;

import org.jspecify.annotations.NullMarked;
