package io.gavel.gateway;

import io.gavel.gateway.bid.BuyerSettings;
import io.gavel.gateway.client.ClientSettings;
import io.gavel.gateway.config.BuyersConfig;
import io.gavel.gateway.config.WebhooksConfig;
import io.gavel.gateway.notify.NotifySettings;

/** What the configuration means to the edges that speak to others. */
final class EdgeSettings {
    private EdgeSettings() {}

    static ClientSettings clients(BuyersConfig buyers) {
        return new ClientSettings(
                buyers.allowPrivateAddresses(),
                buyers.connections(),
                buyers.waiting(),
                buyers.connectMillis(),
                buyers.keepAliveSeconds(),
                buyers.responseBytes());
    }

    static NotifySettings notifys(WebhooksConfig webhooks) {
        return new NotifySettings(webhooks.timeoutMillis(), webhooks.attempts(), webhooks.queue());
    }

    static BuyerSettings buyers(BuyersConfig buyers) {
        return new BuyerSettings(buyers.breakerFailures(), buyers.breakerRestMillis(), buyers.breakerRestMaxMillis());
    }
}
