/**
 * What is said about media: descriptions (RFC 8866, the part that calls use) and what two of them agree on (RFC 3264). Pure: no
 * I/O, no clock, no names looked up; any thread. Used by the engines of media. Whatever a far side writes is read within limits,
 * or refused with {@link io.gavel.gateway.media.sdp.SdpException}.
 */
@NullMarked
package io.gavel.gateway.media.sdp;

import org.jspecify.annotations.NullMarked;
