package io.gavel.gateway.notify;

/**
 * How webhooks are sent.
 *
 * @param timeoutMillis of one attempt
 * @param attempts before a letter is dead
 * @param queue letters that may wait for one webhook; more are dead at once
 */
public record NotifySettings(int timeoutMillis, int attempts, int queue) {}
