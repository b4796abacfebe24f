package io.gavel.gateway;

import io.gavel.gateway.bid.BuyerSettings;
import io.gavel.gateway.client.ClientSettings;
import io.gavel.gateway.config.BuyersConfig;
import io.gavel.gateway.config.WebhooksConfig;
import io.gavel.gateway.notify.NotifySettings;

/** What the configuration means to the edges that speak to others. */
final class EdgeSettings {
    private static final int PLATFORM_BYTES = 8 << 20;

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

    /** Answers of advertising platforms and carriers name thousands of rows. */
    static ClientSettings platforms(BuyersConfig buyers) {
        return new ClientSettings(
                buyers.allowPrivateAddresses(),
                buyers.connections(),
                buyers.waiting(),
                buyers.connectMillis(),
                buyers.keepAliveSeconds(),
                Math.max(buyers.responseBytes(), PLATFORM_BYTES));
    }

    /** The operators' identity provider: they name it themselves, so it may well be in their own network. */
    static ClientSettings provider() {
        return new ClientSettings(true, 4, 64, 5_000, 30, 1 << 20);
    }

    static NotifySettings notifys(WebhooksConfig webhooks) {
        return new NotifySettings(webhooks.timeoutMillis(), webhooks.attempts(), webhooks.queue());
    }

    static BuyerSettings buyers(BuyersConfig buyers) {
        return new BuyerSettings(buyers.breakerFailures(), buyers.breakerRestMillis(), buyers.breakerRestMaxMillis());
    }
}
