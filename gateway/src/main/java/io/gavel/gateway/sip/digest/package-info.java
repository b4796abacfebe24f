/**
 * Digest authentication, both ways (RFC 3261 §22, RFC 7616, RFC 8760): MD5 and SHA-256, qop auth. Passwords and answers are never
 * logged. Any thread.
 */
@NullMarked
package io.gavel.gateway.sip.digest;

import org.jspecify.annotations.NullMarked;
