package io.gavel.gateway.config;

/**
 * UDP or TCP ports, both ends included.
 *
 * @param first 1 to 65535
 * @param last at least {@code first}
 */
public record PortRange(int first, int last) {}
