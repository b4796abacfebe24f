package io.gavel.gateway.notify;

/** One webhook of the market document: a name, and where its letters go. */
record Receiver(int id, String name, Destination destination) {}
