package io.gavel.gateway.console;

import java.time.InstantSource;
import java.util.Locale;

/**
 * Against guessing: an address that was wrong too often waits, and so does a name, wherever the guesses come from; a name for
 * five minutes at most, so that nobody is locked out by others for long. Any thread.
 */
final class Locks {
    private final Lockout addresses;
    private final Lockout names;

    Locks(InstantSource clock) {
        this.addresses = new Lockout(clock);
        this.names = new Lockout(clock, 10, 300_000);
    }

    /** Seconds to wait, 0: may try. */
    long waitSeconds(String address, String name) {
        return Math.max(
                address.isEmpty() ? 0 : addresses.waitSeconds(address),
                name.isEmpty() ? 0 : names.waitSeconds(normal(name)));
    }

    /** Either may be empty. */
    void failed(String address, String name) {
        if (!address.isEmpty()) {
            addresses.failed(address);
        }
        if (!name.isEmpty()) {
            names.failed(normal(name));
        }
    }

    void succeeded(String address, String name) {
        addresses.succeeded(address);
        if (!name.isEmpty()) {
            names.succeeded(normal(name));
        }
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
