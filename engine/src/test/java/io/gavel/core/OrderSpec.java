package io.gavel.core;

import io.gavel.message.CapKind;
import io.gavel.message.Period;
import java.util.ArrayList;
import java.util.List;

/** An order as a test wants it; everything has a plain default. */
final class OrderSpec {
    record Cap(CapKind kind, Period period, long limit) {}

    final int id;
    int buyer = 1;
    int campaign = 1;
    long price = 10_000_000;
    long max = Long.MAX_VALUE;
    int bidTimeoutMillis = 200;
    int deliverTimeoutMillis = 1_000;
    int priority = 1;
    int weight = 1;
    int billableSeconds;
    /** Through whom it is rung, 0: directly. */
    int carrier;

    long duplicateSeconds;
    boolean enabled = true;
    boolean asks;
    boolean delivers = true;
    boolean unknownNext;
    /** Whether it ever opted out of waiting for an unknown outcome. */
    boolean everUnknownNext;

    boolean test;
    byte[] filter = {};
    final List<Cap> caps = new ArrayList<>();

    OrderSpec(int id) {
        this.id = id;
    }

    OrderSpec buyer(int id) {
        buyer = id;
        return this;
    }

    OrderSpec campaign(int id) {
        campaign = id;
        return this;
    }

    OrderSpec price(long micros) {
        price = micros;
        return this;
    }

    OrderSpec asks(long maxMicros) {
        asks = true;
        price = 0;
        max = maxMicros;
        return this;
    }

    OrderSpec priority(int value) {
        priority = value;
        return this;
    }

    OrderSpec weight(int value) {
        weight = value;
        return this;
    }

    OrderSpec cap(CapKind kind, Period period, long limit) {
        caps.add(new Cap(kind, period, limit));
        return this;
    }

    OrderSpec duplicates(long seconds) {
        duplicateSeconds = seconds;
        return this;
    }

    OrderSpec billableAfter(int seconds) {
        billableSeconds = seconds;
        return this;
    }

    OrderSpec filter(byte[] bytes) {
        filter = bytes;
        return this;
    }

    OrderSpec enabled(boolean value) {
        enabled = value;
        return this;
    }

    OrderSpec delivers(boolean value) {
        delivers = value;
        return this;
    }

    OrderSpec unknownNext() {
        unknownNext = true;
        return this;
    }

    OrderSpec test() {
        test = true;
        return this;
    }
}
