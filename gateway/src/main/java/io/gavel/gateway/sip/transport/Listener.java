package io.gavel.gateway.sip.transport;

/**
 * Where to listen.
 *
 * @param bind an address
 * @param port 0 takes a free one
 */
public record Listener(Transport transport, String bind, int port) {}
