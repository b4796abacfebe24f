package io.gavel.gateway.market;

/** An entity whose document is kept for the parts that use it: numbers, pools, flows, carriers, webhooks, keys, settings. */
record Other(Entity entity) implements Listed {}
