/**
 * Where a SIP URI leads (RFC 3263): NAPTR and SRV records, then addresses. {@link io.gavel.gateway.sip.dns.Locator} decides in what
 * order places are tried, {@link io.gavel.gateway.sip.dns.DnsNames} asks the name servers. One object a loop, used on it.
 */
@NullMarked
package io.gavel.gateway.sip.dns;

import org.jspecify.annotations.NullMarked;
