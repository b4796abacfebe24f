package io.gavel.gateway.notify;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhooks of the present market, read again whenever that changed. One thread. */
final class Receivers {
    private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);

    private final Directory directory;
    private final Destinations destinations;
    private @Nullable Snapshot read;
    private List<Receiver> receivers = List.of();

    Receivers(Directory directory, Destinations destinations) {
        this.directory = directory;
        this.destinations = destinations;
    }

    Snapshot market() {
        return directory.now();
    }

    List<Receiver> now() {
        Snapshot present = directory.now();
        if (present != read) {
            receivers = read(present);
            read = present;
        }
        return receivers;
    }

    /** Whether anybody wants events of a type. */
    boolean want(String type) {
        for (Receiver receiver : now()) {
            if (receiver.destination().mayWant(type)) {
                return true;
            }
        }
        return false;
    }

    /** The one of an id, or null if it is switched off or gone. */
    @Nullable
    Receiver find(int id) {
        for (Receiver receiver : now()) {
            if (receiver.id() == id) {
                return receiver;
            }
        }
        return null;
    }

    private List<Receiver> read(Snapshot market) {
        List<Receiver> found = new ArrayList<>();
        for (int id = 1; id < market.end(EntityKind.WEBHOOK); id++) {
            Entity entity = market.entity(EntityKind.WEBHOOK, id);
            if (entity != null && !entity.deleted()) {
                add(entity, found);
            }
        }
        return List.copyOf(found);
    }

    private void add(Entity entity, List<Receiver> to) {
        Node document = NodeReader.json(entity.document(), new Problems());
        if ("false".equals(Destinations.text(document, "enabled", ""))) {
            return;
        }
        try {
            to.add(new Receiver(entity.id(), entity.name(), destinations.of(entity, document)));
        } catch (IllegalArgumentException e) {
            LOG.warn("webhook name={} problem=\"{}\"", entity.name(), e.getMessage());
        }
    }
}
