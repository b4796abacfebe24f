package io.gavel.gateway.http;

import java.util.function.UnaryOperator;

/**
 * How bytes are made unreadable before they are kept on disk. Any thread.
 *
 * @param seal clear bytes to sealed ones
 * @param open back again; throws {@link IllegalArgumentException} if they were sealed by another key
 */
public record Sealing(UnaryOperator<byte[]> seal, UnaryOperator<byte[]> open) {}
