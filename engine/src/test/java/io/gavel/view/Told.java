package io.gavel.view;

import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryNotedEncoder;
import io.gavel.message.EntityChangedEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.LeadAnsweredEncoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.MoneyMovedEncoder;
import io.gavel.message.OrderStandingEncoder;
import io.gavel.message.Outcome;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredEncoder;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import io.gavel.message.TransferKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Outputs as an engine would tell them, written down to be told again. */
final class Told {
    static final long START = 1_800_000_000_000_000L;

    private record Output(long sequence, int index, long timeMicros, UnsafeBuffer message) {}

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final List<Output> outputs = new ArrayList<>();
    private long sequence;
    private int index;
    private long timeMicros = START;

    /** The next input, some time later. */
    long input(long laterMicros) {
        timeMicros += laterMicros;
        index = 0;
        return ++sequence;
    }

    long timeMicros() {
        return timeMicros;
    }

    int size() {
        return outputs.size();
    }

    void tell(OutputHandler handler) {
        tell(handler, 0, outputs.size());
    }

    /** Tells all from an input on, which may have been heard in part. */
    void tellFrom(OutputHandler handler, long fromSequence) {
        int from = 0;
        while (from < outputs.size() && outputs.get(from).sequence() < fromSequence) {
            from++;
        }
        tell(handler, from, outputs.size());
    }

    void tell(OutputHandler handler, int from, int to) {
        for (Output output : outputs.subList(from, to)) {
            UnsafeBuffer message = output.message();
            handler.onOutput(
                    output.sequence(), output.index(), output.timeMicros(), message, 0, message.capacity(), true);
        }
    }

    private void add(int length) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + length];
        buffer.getBytes(0, bytes);
        outputs.add(new Output(sequence, index++, timeMicros, new UnsafeBuffer(bytes)));
    }

    void ping(long pingId, int sellerId, int campaignId, Reason reason, String source, long... bidMicros) {
        PingAnsweredEncoder ping = new PingAnsweredEncoder().wrapAndApplyHeader(buffer, 0, header);
        ping.correlationId(1).pingId(pingId).receivedMicros(timeMicros).expiresMicros(timeMicros + 60_000_000);
        ping.floorMicros(0)
                .sellerId(sellerId)
                .campaignId(campaignId)
                .reason(reason.code())
                .openedIndex(0);
        ping.flags().clear();
        PingAnsweredEncoder.BidsEncoder bids = ping.bidsCount(bidMicros.length);
        for (int i = 0; i < bidMicros.length; i++) {
            bids.next().orderId(100 + i).buyerId(1 + i).bidMicros(bidMicros[i]).priceMicros(bidMicros[i]);
            bids.payoutMicros(bidMicros[i] / 2).latencyMicros(-1).outcome(i == 0 ? Outcome.WON : Outcome.OUTBID);
        }
        ping.attributesCount(1).next().fieldId(1).value(90_210).text("");
        ping.source(source).subId("sub");
        add(ping.encodedLength());
    }

    void lead(long leadId, long pingId, int sellerId, int campaignId, SaleState state, boolean first, long price) {
        LeadAnsweredEncoder lead = new LeadAnsweredEncoder().wrapAndApplyHeader(buffer, 0, header);
        lead.correlationId(0).leadId(leadId).pingId(pingId).leadRef(leadId + 1).sellerId(sellerId);
        lead.campaignId(campaignId).status(LeadStatus.SOLD).reason((short) 0).first((short) (first ? 1 : 0));
        lead.flags().clear();
        lead.salesCount(1)
                .next()
                .orderId(100)
                .buyerId(1)
                .priceMicros(price)
                .payoutMicros(price / 2)
                .state(state);
        lead.source("web").subId("");
        add(lead.encodedLength());
    }

    void noted(long leadId, long pingId, int attempt, DeliveryAnswer answer) {
        DeliveryNotedEncoder noted = new DeliveryNotedEncoder().wrapAndApplyHeader(buffer, 0, header);
        noted.leadId(leadId)
                .pingId(pingId)
                .orderId(100)
                .buyerId(1)
                .attempt(attempt)
                .latencyMicros(900)
                .answer(answer);
        noted.reference("r" + attempt).reason("");
        add(noted.encodedLength());
    }

    void money(TransferKind kind, long leadId, int buyerId, int sellerId, int campaignId, String source, long price) {
        MoneyMovedEncoder money = new MoneyMovedEncoder().wrapAndApplyHeader(buffer, 0, header);
        money.leadId(leadId)
                .pingId(leadId)
                .priceMicros(price)
                .payoutMicros(price / 2)
                .buyerId(buyerId)
                .orderId(100);
        money.sellerId(sellerId)
                .campaignId(campaignId)
                .kind(kind)
                .source(source)
                .note("nöte");
        add(money.encodedLength());
    }

    void standing(int orderId, int bits) {
        OrderStandingEncoder order = new OrderStandingEncoder().wrapAndApplyHeader(buffer, 0, header);
        order.orderId(orderId).standing(bits).capIndex((short) -1);
        add(order.encodedLength());
    }

    void entity(EntityKind kind, int id, boolean deleted, String document) {
        EntityChangedEncoder entity = new EntityChangedEncoder().wrapAndApplyHeader(buffer, 0, header);
        entity.correlationId(0).entityId(id).version(sequence).kind(kind).deleted((short) (deleted ? 1 : 0));
        entity.key("k" + id).actor("tester");
        byte[] bytes = document.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        entity.putDocument(bytes, 0, bytes.length);
        add(entity.encodedLength());
    }

    /** A day in the life of an exchange: {@code inputs} of all kinds, the same for the same seed. */
    static Told random(long seed, int inputs) {
        Random random = new Random(seed);
        Told told = new Told();
        for (int i = 0; i < inputs; i++) {
            long id = told.input(random.nextInt(2_000_000));
            int seller = 1 + random.nextInt(3);
            int campaign = 1 + random.nextInt(2);
            int buyer = 1 + random.nextInt(4);
            long price = 1L + random.nextInt(40_000_000);
            String source = "fb-" + random.nextInt(5);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    told.standing(random.nextInt(20), random.nextInt(32));
                    told.ping(id, seller, campaign, Reason.NONE, source, price, price / 2);
                }
                case 2 -> told.ping(id, seller, campaign, Reason.of(1 + random.nextInt(6)), source);
                case 3 -> {
                    long lead = Math.max(1, id - random.nextInt(8));
                    told.noted(lead, lead, 1, DeliveryAnswer.ACCEPTED);
                    told.lead(lead, lead, seller, campaign, SaleState.ACCEPTED, random.nextBoolean(), price);
                    told.money(TransferKind.SALE, lead, buyer, seller, campaign, source, price);
                }
                case 4 -> {
                    told.money(TransferKind.RETURN, id - 1, buyer, seller, campaign, source, -price);
                    told.money(TransferKind.PAYMENT, 0, buyer, 0, 0, "", price);
                }
                default ->
                    told.entity(EntityKind.ORDER, random.nextInt(20), random.nextInt(9) == 0, "{\"n\":" + i + "}");
            }
        }
        return told;
    }
}
