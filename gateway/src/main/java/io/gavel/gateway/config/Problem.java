package io.gavel.gateway.config;

/**
 * One thing that is wrong with a document.
 *
 * @param key where: the path of keys joined by dots, for example {@code orders.north-west.price}
 * @param line the line in the text, from 1; 0 if it is nowhere in it (a missing key's line is its parent's)
 * @param message what is wrong and what is expected; never contains a secret's value
 */
public record Problem(String key, int line, String message) {

    /** As {@code check} prints it: {@code line 12: orders.north-west.price: is negative}. */
    @Override
    public String toString() {
        String where = line > 0 ? "line " + line + ": " : "";
        return where + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
