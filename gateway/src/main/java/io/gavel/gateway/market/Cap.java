package io.gavel.gateway.market;

import io.gavel.message.CapKind;
import io.gavel.message.Period;

/**
 * A limit per period.
 *
 * @param limit count, or micro-units for an amount
 * @param onBillable of calls: counted when billable, not when answered
 */
public record Cap(CapKind kind, long limit, Period period, boolean onBillable) {}
