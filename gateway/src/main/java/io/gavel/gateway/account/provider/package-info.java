/**
 * Signing in by the operators' own identity provider: OpenID Connect Core 1.0 §3.1, the authorization code flow with PKCE (RFC
 * 7636), state and nonce. {@link io.gavel.gateway.account.provider.Provider} is the door.
 *
 * <pre>
 *   depart: Discovery (its document) -- Departures (state, nonce, verifier, kept here) --> the browser goes there
 *   arrive: Departures (once) -- TokenRequest (code for ID token) -- Proof (signature by its keys, iss, aud, exp, nonce) --> Arrival
 * </pre>
 *
 * <p>Everything is asked with the gateway's own client and answered on its event loop; nothing blocks. What comes back is believed
 * only after {@link io.gavel.gateway.account.provider.Proof}.
 */
@NullMarked
package io.gavel.gateway.account.provider;

import org.jspecify.annotations.NullMarked;
