package io.gavel.gateway.media.sdp;

/**
 * The keys of an agreed SRTP stream.
 *
 * @param theirs what comes is protected by it
 * @param ours what we send is
 */
public record Secrets(Crypto theirs, Crypto ours) {}
