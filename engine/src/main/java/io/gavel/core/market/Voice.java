package io.gavel.core.market;

import io.gavel.message.EntityChangedEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OrderStandingEncoder;
import io.gavel.message.Outlet;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** What the market says. */
final class Voice {
    private final Outlet outlet;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderStandingEncoder orderStanding = new OrderStandingEncoder();
    private final EntityChangedEncoder entityChanged = new EntityChangedEncoder();
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();

    Voice(Outlet outlet) {
        this.outlet = outlet;
    }

    void standing(Order order, int capIndex) {
        orderStanding
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .orderId(order.id())
                .standing(order.standing)
                .capIndex((short) capIndex);
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + orderStanding.encodedLength());
    }

    /** A put, whose last part is {@code tail}. */
    void changed(EntityKind kind, Entity entity, long correlationId, DirectBuffer put, Tail tail) {
        head(kind, entity.id(), entity.version(), correlationId, false)
                .putKey(put, tail.keyAt + 2, Tail.shortLength(put, tail.keyAt))
                .putActor(put, tail.actorAt + 2, Tail.shortLength(put, tail.actorAt))
                .putDocument(put, tail.documentAt + 4, tail.end - tail.documentAt - 4);
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + entityChanged.encodedLength());
    }

    void deleted(EntityKind kind, Entity entity, long correlationId, DirectBuffer put, int actorAt) {
        entity.show(scratch);
        head(kind, entity.id(), entity.version(), correlationId, true)
                .putKey(scratch, entity.keyOffset(), entity.keyLength())
                .putActor(put, actorAt + 2, Tail.shortLength(put, actorAt))
                .putDocument(scratch, 0, 0);
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + entityChanged.encodedLength());
    }

    /** Who asked to delete what is not there is answered too. */
    void deletedUnknown(EntityKind kind, int id, long version, long correlationId, DirectBuffer put, int actorAt) {
        head(kind, id, version, correlationId, true)
                .putKey(scratch, 0, 0)
                .putActor(put, actorAt + 2, Tail.shortLength(put, actorAt))
                .putDocument(scratch, 0, 0);
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + entityChanged.encodedLength());
    }

    private EntityChangedEncoder head(EntityKind kind, int id, long version, long correlationId, boolean deleted) {
        return entityChanged
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .correlationId(correlationId)
                .entityId(id)
                .version(version)
                .kind(kind)
                .deleted((short) (deleted ? 1 : 0));
    }
}
