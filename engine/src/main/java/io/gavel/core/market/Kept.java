package io.gavel.core.market;

/** An entity whose document is all that the core keeps: keys, webhooks, settings and the like. */
final class Kept extends Entity {
    Kept(int id) {
        super(id);
    }
}
