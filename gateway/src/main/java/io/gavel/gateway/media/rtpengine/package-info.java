/**
 * Media moved by rtpengine, told what to do by its ng protocol (bencode over UDP); keys come back as JSON over UDP
 * ({@code --dtmf-log-dest}).
 *
 * <pre>
 *   gateway.call --MediaEngine, MediaCall, MediaLeg--> RtpengineCall --NgClient--> rtpengine
 *        ^                                                  ^                          |
 *        +---------------- MediaListener -------------------+------- KeyEvents --------+
 * </pre>
 *
 * <p>In rtpengine's eyes a call has two parties, {@code caller} and {@code buyer}, whose ports stay for the whole call: every buyer
 * is offered the same port, and rtpengine hears which of them it is when he is bridged. Until then both sides are blocked. What
 * rtpengine does not do here (recordings, whispers, keys to accept) is refused when the market is read. Calls on their call loop, the
 * sockets on a loop of their own.
 */
@NullMarked
package io.gavel.gateway.media.rtpengine;

import org.jspecify.annotations.NullMarked;
