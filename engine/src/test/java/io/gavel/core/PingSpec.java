package io.gavel.core;

import io.gavel.message.Attributes;
import java.util.LinkedHashMap;
import java.util.Map;

/** A ping as a test wants it; everything has a plain default. */
final class PingSpec {
    int seller = 1;
    int campaign = 1;
    long correlationId = 1;
    long requestKey;
    long sameKey;
    long leadRef;
    long floor;
    int deadlineMillis;
    boolean test;
    boolean all;
    boolean direct;
    String source = "web";
    String subId = "";
    final Attributes attributes = new Attributes();
    final Map<Integer, Long> persons = new LinkedHashMap<>();

    PingSpec seller(int id) {
        seller = id;
        return this;
    }

    PingSpec campaign(int id) {
        campaign = id;
        return this;
    }

    PingSpec correlation(long id) {
        correlationId = id;
        return this;
    }

    PingSpec requestKey(long key) {
        requestKey = key;
        return this;
    }

    PingSpec sameKey(long key) {
        sameKey = key;
        return this;
    }

    PingSpec floor(long micros) {
        floor = micros;
        return this;
    }

    PingSpec deadline(int millis) {
        deadlineMillis = millis;
        return this;
    }

    PingSpec test() {
        test = true;
        return this;
    }

    PingSpec all() {
        all = true;
        return this;
    }

    PingSpec direct(long ref) {
        direct = true;
        leadRef = ref;
        return this;
    }

    /** What its seller told of its origin. */
    PingSpec told(long ref) {
        leadRef = ref;
        return this;
    }

    PingSpec field(int id, long value) {
        attributes.set(id, value);
        return this;
    }

    PingSpec person(int field, long key) {
        persons.put(field, key);
        return this;
    }
}
