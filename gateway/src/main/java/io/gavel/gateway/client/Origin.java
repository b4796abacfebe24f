package io.gavel.gateway.client;

/**
 * Whom a connection goes to.
 *
 * @param secure whether TLS is spoken
 * @param host a name or an address, without brackets
 */
record Origin(boolean secure, String host, int port) {}
