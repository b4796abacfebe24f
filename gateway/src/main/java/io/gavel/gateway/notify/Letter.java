package io.gavel.gateway.notify;

/** One event for one webhook, and how far it is. The postman's thread only. */
final class Letter {
    final long id;
    final int webhookId;
    final String webhook;
    final long sequence;
    final int index;
    final String type;
    final long createdMicros;
    final byte[] body;

    int attempts;
    long dueMillis;
    long diedMillis;
    String problem = "";
    boolean dead;
    /** It was given to its destination, which has not said how that ended. */
    boolean underWay;

    Letter(
            long id,
            int webhookId,
            String webhook,
            long sequence,
            int index,
            String type,
            long createdMicros,
            byte[] body) {
        this.id = id;
        this.webhookId = webhookId;
        this.webhook = webhook;
        this.sequence = sequence;
        this.index = index;
        this.type = type;
        this.createdMicros = createdMicros;
        this.body = body;
    }

    /** {@code webhook-id}: the same at every attempt, and for the same event after a crash; of no other event, ever. */
    String webhookId() {
        return "evt_" + Long.toString(createdMicros, 36) + "_" + Long.toString(sequence, 36) + "_" + index;
    }
}
