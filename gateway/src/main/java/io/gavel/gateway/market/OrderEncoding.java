package io.gavel.gateway.market;

import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OrderPutEncoder;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** An order as an engine message. One thread. */
final class OrderEncoding {
    private static final int DELIVER_TIMEOUT_MILLIS = 5000;

    private final OrderPutEncoder order = new OrderPutEncoder();

    int encode(
            OrderReader.Order put,
            MessageHeaderEncoder header,
            MutableDirectBuffer buffer,
            long correlationId,
            String actor) {
        OrderInfo info = put.info();
        OrderDetail detail = put.detail();
        Bid bid = info.bid();
        Deliver deliver = info.deliver();
        Duplicates duplicates = detail.duplicates();
        order.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .orderId(info.id())
                .buyerId(info.buyerId())
                .campaignId(info.campaignId())
                .priceMicros(bid == null ? info.priceMicros() : 0)
                .maxMicros(bid == null ? Long.MAX_VALUE : bid.maxMicros())
                .bidTimeoutMillis(bid == null ? 0 : bid.timeoutMillis())
                .deliverTimeoutMillis(deliver == null ? DELIVER_TIMEOUT_MILLIS : deliver.timeoutMillis())
                .priority(detail.priority())
                .weight(detail.weight())
                .billableSeconds(info.billableSeconds())
                .duplicateSeconds(duplicates == null ? 0 : duplicates.windowSeconds())
                .carrierId(deliver == null ? 0 : deliver.carrierId());
        flags(info, bid, deliver);
        groups(detail, duplicates);
        byte[] filter = FilterCompiler.compile(detail.filter());
        order.putFilter(filter, 0, filter.length);
        order.key(info.name()).actor(actor);
        byte[] text = Encoding.bytes(info.entity());
        order.putDocument(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength();
    }

    private void flags(OrderInfo info, @Nullable Bid bid, @Nullable Deliver deliver) {
        order.flags()
                .clear()
                .enabled(info.enabled())
                .asks(bid != null)
                .delivers(deliver != null)
                .unknownNext(deliver != null && deliver.unknownNext())
                .test(bid != null && bid.test());
    }

    private void groups(OrderDetail detail, @Nullable Duplicates duplicates) {
        List<Integer> fields = duplicates == null ? List.of() : duplicates.fieldIds();
        OrderPutEncoder.DuplicateFieldsEncoder by = order.duplicateFieldsCount(fields.size());
        for (int field : fields) {
            by.next().fieldId(field);
        }
        OrderPutEncoder.HoursEncoder hours = order.hoursCount(detail.hours().size());
        for (Interval interval : detail.hours()) {
            hours.next().fromMinute(interval.fromMinute()).toMinute(interval.toMinute());
        }
        OrderPutEncoder.CapsEncoder caps = order.capsCount(detail.caps().size());
        for (Cap cap : detail.caps()) {
            caps.next().limit(cap.limit()).kind(cap.kind()).period(Encoding.period(cap));
        }
    }
}
