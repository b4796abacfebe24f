package io.gavel.core.market;

import java.util.ArrayList;
import java.util.List;

/** An order as the document says it. */
final class OrderSpec {
    final int id;
    int buyerId = TestMarket.BUYER;
    int campaignId = TestMarket.CAMPAIGN;
    long priceMicros = 1_000_000;
    int priority = 1;
    boolean asks;
    boolean enabled = true;
    int[] hours = {};
    byte[] filter = {};
    List<CapSpec> caps = new ArrayList<>();

    OrderSpec(int id) {
        this.id = id;
    }

    OrderSpec price(long micros) {
        priceMicros = micros;
        return this;
    }

    OrderSpec filter(byte[] bytes) {
        filter = bytes;
        return this;
    }

    OrderSpec hours(int... minutes) {
        hours = minutes;
        return this;
    }

    OrderSpec cap(CapSpec cap) {
        caps.add(cap);
        return this;
    }

    OrderSpec asks(boolean value) {
        asks = value;
        return this;
    }
}
