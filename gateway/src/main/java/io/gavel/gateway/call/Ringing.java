package io.gavel.gateway.call;

import io.gavel.gateway.market.Deliver;

/** Whom to ring for an order, and how. */
record Ringing(Deliver deliver, Destination destination) {}
