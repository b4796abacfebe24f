/**
 * SIP as bytes and back (RFC 3261 §7, §20, §25): a message, its headers, URIs, addresses, parameters. Pure: no clock, no I/O.
 *
 * <p>{@link io.gavel.gateway.sip.message.SipParser} makes a {@link io.gavel.gateway.sip.message.SipMessage} of bytes; header
 * values stay bytes until somebody asks. What is wrong with a message is its {@link io.gavel.gateway.sip.message.Fault}, a
 * value with the status to answer; what is no SIP at all is null. A message belongs to one thread, its parts are immutable.
 */
@NullMarked
package io.gavel.gateway.sip.message;

import org.jspecify.annotations.NullMarked;
