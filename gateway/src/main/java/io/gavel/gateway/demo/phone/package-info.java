/**
 * Real telephones on loopback: agents that buyers' calls are delivered to, and callers who call tracking numbers through a carrier.
 * They speak SIP over UDP and G.711 over RTP and know the exchange by nothing else; used by the demo and by tests.
 *
 * <pre>
 *   Callers --(rate, limit)--> Caller --INVITE--> gateway --INVITE--> Agents --> Agent
 *                                |  Phone (tone, keys) <-- RTP, relayed --> Phone  |
 * </pre>
 *
 * <p>{@link io.gavel.gateway.demo.phone.SipFarm} is the door. All telephones live on one event loop of the farm's own; what they
 * count may be read from any thread.
 */
@NullMarked
package io.gavel.gateway.demo.phone;

import org.jspecify.annotations.NullMarked;
