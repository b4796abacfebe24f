package io.gavel.gateway.demo.day;

import io.gavel.message.AccountKind;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PaymentRecordedEncoder;
import io.gavel.message.SaleState;
import java.util.Map;
import java.util.TreeMap;

/** Every half hour buyers pay what they bought: else their credit would not last for a day. */
final class PaymentsDay {
    private static final long EVERY_MILLIS = 1_800_000;

    private final World world;
    private final Map<Integer, Long> owedMicros = new TreeMap<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PaymentRecordedEncoder payment = new PaymentRecordedEncoder();

    PaymentsDay(World world) {
        this.world = world;
    }

    void begin() {
        world.agenda().in(EVERY_MILLIS, this::pay);
    }

    void sold(LeadAnsweredDecoder lead) {
        if (lead.status() != LeadStatus.SOLD
                || lead.correlationId() == 0
                || lead.flags().test()) {
            return;
        }
        for (LeadAnsweredDecoder.SalesDecoder sale : lead.sales()) {
            if (sale.state() == SaleState.ACCEPTED) {
                owedMicros.merge(sale.buyerId(), sale.priceMicros(), Long::sum);
            }
        }
    }

    void ended(CallEndedDecoder call) {
        if (call.priceMicros() > 0) {
            owedMicros.merge(call.buyerId(), call.priceMicros(), Long::sum);
        }
    }

    private void pay() {
        owedMicros.forEach((buyerId, micros) -> world.line().offer(into -> {
            payment.wrapAndApplyHeader(into, 0, header)
                    .correlationId(0)
                    .requestKey(0)
                    .amountMicros(micros)
                    .accountId(buyerId)
                    .accountKind(AccountKind.BUYER)
                    .note("direct debit");
            return payment.encodedLength();
        }));
        owedMicros.clear();
        if (world.isBeforeTheEnd(EVERY_MILLIS)) {
            world.agenda().in(EVERY_MILLIS, this::pay);
        }
    }
}
