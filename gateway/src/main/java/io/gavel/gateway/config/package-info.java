/**
 * What the operator sets: one typed record per component, read once at start from {@code config/exchange.yaml} and the
 * environment, with every problem reported at once by key and line. Also how any YAML or JSON document is read into a tree
 * that remembers its lines ({@link io.gavel.gateway.config.Node}), which the market document uses too.
 *
 * <p>Main reads it before anything else starts; the records are immutable and go to whom they concern. Any thread.
 */
@NullMarked
package io.gavel.gateway.config;

import org.jspecify.annotations.NullMarked;
