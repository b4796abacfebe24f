package io.gavel.gateway.client;

/**
 * The limits of a client.
 *
 * @param allowPrivateAddresses whether {@link AddressGuard} is asked not at all
 * @param connections to one origin at most, for each loop
 * @param waiting requests that may wait for one of them, for each loop; more fail as busy (patient ones: sixteen
 *     times as many)
 * @param connectMillis to open a connection
 * @param keepAliveSeconds an idle connection is kept
 * @param bodyBytes of an answer at most
 */
public record ClientSettings(
        boolean allowPrivateAddresses,
        int connections,
        int waiting,
        int connectMillis,
        int keepAliveSeconds,
        int bodyBytes) {}
