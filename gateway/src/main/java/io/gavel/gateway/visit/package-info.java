/**
 * The visitors' edge: {@code POST /v1/visits} gives a visitor of a site a number to show, {@code /touch} keeps it, {@code
 * /dni.js} does both in the page, {@code /v1/pools/{id}/sizing} says how many numbers a pool needs.
 *
 * <p>What a visit tells (landing page, click ids, referrer, user agent) goes to a vault of its own, from which it is erased after a
 * while unless a call came of it; onto the line go keyed hashes and coded attributes only. Handlers run on the event loops.
 * {@link io.gavel.gateway.visit.VisitEdge} is the door; decision 0018 says why.
 */
@NullMarked
package io.gavel.gateway.visit;

import org.jspecify.annotations.NullMarked;
