package io.gavel.gateway.notify;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Signer;
import io.gavel.gateway.market.WebhookEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook in the narrow sense: events are posted as they are, signed.
 *
 * @param events what it wants: {@code lead.sold}, {@code lead.*}, {@code *}; empty: everything
 */
record Hook(Endpoint endpoint, List<String> events, Signer signer) implements Destination {
    @Override
    public boolean mayWant(String type) {
        for (String event : events) {
            if (WebhookEvents.means(event, type)) {
                return true;
            }
        }
        return events.isEmpty();
    }

    @Override
    public @Nullable String letter(Event event) {
        return mayWant(event.type) ? event.type : null;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public void send(List<Letter> letters, Sending sending) {
        long epochSeconds = sending.clock().instant().getEpochSecond();
        for (Letter letter : letters) {
            byte[] headers = signer.headers(letter.webhookId(), epochSeconds, letter.body, letter.body.length);
            sending.send(endpoint, headers, letter.body, new OneByOne(letter, sending));
        }
    }
}
