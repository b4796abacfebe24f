/**
 * Every metric's name on one page, and the one registry behind them. Edges call {@link io.gavel.gateway.metric.Metrics}' typed
 * methods from any thread; {@code GET /metrics} prints them in Prometheus' text format.
 */
@NullMarked
package io.gavel.gateway.metric;

import org.jspecify.annotations.NullMarked;
