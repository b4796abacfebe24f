/**
 * Audio of calls. This package is the door: what {@code gateway.call} sees of media, whoever moves the packets.
 *
 * <pre>
 *   gateway.call --MediaEngine, MediaCall, MediaLeg--> media.embedded   (own relay: the default)
 *        ^                                             media.direct  (the sides speak with each other)
 *        |                                                 | media.sdp    what is said about media (RFC 8866, RFC 3264)
 *        +------------------MediaListener------------------+ media.audio  G.711, prompts, tones, WAV
 * </pre>
 *
 * <p>A call has one leg to the caller and any number of legs to buyers; each leg has a pair of UDP ports and a description (SDP) of
 * its own, so that the caller's never changes while buyers are tried. Whoever opened a call uses it on one thread only, the call
 * loop that was handed in; whatever comes back comes on that loop. The packets themselves move on event loops of the engine's own.
 */
@NullMarked
package io.gavel.gateway.media;

import org.jspecify.annotations.NullMarked;
