package io.gavel.gateway.sip.dns;

import io.gavel.gateway.sip.transport.Transport;

/**
 * Where a request may go: a host's addresses are not known yet.
 *
 * @param host a name or an address, without brackets
 */
public record Place(Transport transport, String host, int port) {}
