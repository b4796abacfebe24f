/**
 * Bytes in and out over UDP, TCP and TLS (RFC 3261 §18), with Netty on the gateway's event loops.
 *
 * <pre>
 *   DatagramPort (one socket a loop, one port) --+
 *                                                +--> Postman.receive(bytes, Source) on the reading loop
 *   StreamPort -> Connection -> StreamFramer ----+
 * </pre>
 *
 * <p>Nothing here knows SIP beyond a frame's length. A {@link io.gavel.gateway.sip.transport.Source} makes the
 * {@link io.gavel.gateway.sip.transaction.Path} back; connections are opened once for an address and loop, and used again.
 */
@NullMarked
package io.gavel.gateway.sip.transport;

import org.jspecify.annotations.NullMarked;
