package io.gavel.gateway.market;

import io.gavel.gateway.client.Signer;
import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.vault.Secrets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What deliveries and webhooks are signed with: the {@code signing_secret} of the buyer's or webhook's document, or else a
 * secret derived for its name. Any thread.
 */
public final class SigningSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(SigningSecrets.class);

    private final Sealer sealer;
    private final Secrets secrets;
    private final Map<Integer, Known> buyers = new ConcurrentHashMap<>();
    private final Map<Integer, Known> webhooks = new ConcurrentHashMap<>();

    public SigningSecrets(Sealer sealer, Secrets secrets) {
        this.sealer = sealer;
        this.secrets = secrets;
    }

    /** Of a buyer. */
    public Signer ofBuyer(Entity buyer) {
        return of(buyers, buyer, secrets.ofBuyer(buyer.name()));
    }

    /** Of a webhook. */
    public Signer ofWebhook(Entity webhook) {
        return of(webhooks, webhook, secrets.ofWebhook(webhook.name()));
    }

    private Signer of(Map<Integer, Known> known, Entity entity, byte[] derived) {
        Known before = known.get(entity.id());
        if (before != null && before.version == entity.version()) {
            return before.signer;
        }
        String own = own(entity);
        Signer signer = own == null ? new Signer(derived) : Signer.of(own);
        known.put(entity.id(), new Known(entity.version(), signer));
        return signer;
    }

    private @Nullable String own(Entity entity) {
        Node document =
                entity.document().isEmpty() ? Node.EMPTY_MAP : NodeReader.json(entity.document(), new Problems());
        Node sealed = document.get("signing_secret");
        if (sealed == null || sealed.isNull()) {
            return null;
        }
        try {
            return sealer.open(sealed.text());
        } catch (IllegalArgumentException e) {
            LOG.error("signing name={} problem=\"{}\" instead=\"the derived secret\"", entity.name(), e.getMessage());
            return null;
        }
    }

    private record Known(long version, Signer signer) {}
}
