package io.gavel.gateway.market;

import io.gavel.message.CapKind;
import io.gavel.message.Period;

/**
 * A limit per period.
 *
 * @param kind COUNT counts leads and billable calls, ANSWERED leads and answered calls
 * @param limit count, or micro-units for an amount
 */
public record Cap(CapKind kind, long limit, Period period) {}
