package io.gavel.gateway.bid;

import io.gavel.gateway.bid.BidRound.Ask;
import io.gavel.gateway.bid.Target.Asking;
import io.gavel.gateway.client.Client;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.client.Request;
import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.BidAnswer;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.Ids;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All I/O with buyers of one event loop: what is asked and delivered goes out, what comes back goes on the line. That loop only. */
final class Bidder {
    private static final Logger LOG = LoggerFactory.getLogger(Bidder.class);
    private static final BidReply LATE = BidReply.without(BidAnswer.LATE);
    private static final BidReply RESTING = BidReply.without(BidAnswer.RESTING);

    private final Client client;
    private final Answers answers;
    private final Vault vault;
    private final InstantSource clock;
    private final Metrics metrics;
    private final JsonBytes json = new JsonBytes();

    Bidder(Client client, Answers answers, Vault vault, InstantSource clock, Metrics metrics) {
        this.client = client;
        this.answers = answers;
        this.vault = vault;
        this.clock = clock;
        this.metrics = metrics;
    }

    void ask(BidRound round) {
        for (Ask ask : round.asks) {
            Deadline deadline = Deadline.of(ask.timeoutMillis(), round.deadlineMicros);
            Asking asking = ask.target() == null ? null : ask.target().asking;
            if (asking == null) {
                answers.bid(round.pingId, ask.orderId(), BidReply.wrong("endpoint"), 0, deadline);
                metrics.count("bids.wrong.endpoint");
            } else {
                ask(round, ask.orderId(), asking, deadline);
            }
        }
    }

    private void ask(BidRound round, int orderId, Asking asking, Deadline deadline) {
        boolean fair = deadline.millis() * 10L >= asking.usualMillis * 9L;
        Breaker.Verdict verdict = asking.breaker.permit(System.nanoTime(), fair);
        if (verdict == Breaker.Verdict.REST) {
            answers.bid(round.pingId, orderId, RESTING, 0, deadline);
            metrics.bidAnswered(asking.name, BidAnswer.RESTING, 0);
        } else {
            boolean probe = verdict == Breaker.Verdict.PROBE;
            client.send(asking.endpoint, new BidRequest(round, orderId, asking, deadline, fair, probe));
        }
    }

    void deliver(Delivery delivery) {
        Target target = delivery.target();
        if (target == null || target.deliveryEndpoint == null) {
            answers.delivery(delivery, DeliveryReply.refused("no delivery address"), 0);
            return;
        }
        byte[] fields;
        try {
            fields = vault.read(delivery.leadRef());
        } catch (IOException e) {
            LOG.error("delivery problem=\"vault not readable\" cause=\"{}\"", e.getMessage());
            answers.delivery(delivery, DeliveryReply.unknown("vault not readable"), 0);
            return;
        }
        if (fields == null) {
            answers.delivery(delivery, erased(delivery), 0);
            return;
        }
        client.send(target.deliveryEndpoint, new DeliveryRequest(delivery, target, target.deliveryEndpoint, fields));
    }

    /** Before the first attempt the buyer certainly does not have it; after one it may. */
    private static DeliveryReply erased(Delivery delivery) {
        String reason = "personal data erased";
        return delivery.attempt() <= 1 ? DeliveryReply.refused(reason) : DeliveryReply.unknown(reason);
    }

    /** One buyer asked for one bid. */
    private final class BidRequest extends Request {
        private final BidRound round;
        private final int orderId;
        private final Asking asking;
        private final Deadline deadline;
        private final boolean fair;
        private final boolean probe;
        private final long startedNanos = System.nanoTime();

        BidRequest(BidRound round, int orderId, Asking asking, Deadline deadline, boolean fair, boolean probe) {
            super(deadline.nanos());
            this.round = round;
            this.orderId = orderId;
            this.asking = asking;
            this.deadline = deadline;
            this.fair = fair;
            this.probe = probe;
        }

        @Override
        protected void encode(ByteBuf into) {
            long left = deadline.leftMillis();
            BuyerProtocol.writeBidRequest(
                    json, round.pingId, asking.orderPart, left, round.floorMicros, round.test, round.fields);
            asking.endpoint.encode(into, null, json.array(), json.length());
        }

        @Override
        protected boolean isRepeatable() {
            return true;
        }

        @Override
        protected void answered(int status, byte[] body, int length) {
            BidReply reply = BuyerProtocol.readBid(status, body, length, asking.maxMicros, asking.calls);
            if (reply.answer() == BidAnswer.ERROR) {
                asking.breaker.failed(System.nanoTime(), probe);
            } else {
                asking.breaker.succeeded();
            }
            end(reply);
        }

        /** A time-out counts against the endpoint only if it was given its usual time; a full queue never does. */
        @Override
        protected void failed(Failure failure) {
            boolean late = failure == Failure.LATE || failure == Failure.LATE_UNSENT;
            if (probe || (failure != Failure.BUSY && (!late || fair))) {
                asking.breaker.failed(System.nanoTime(), probe);
            }
            end(late ? LATE : BidReply.wrong(word(failure)));
        }

        private void end(BidReply reply) {
            long latencyMicros = (System.nanoTime() - startedNanos) / 1000;
            answers.bid(round.pingId, orderId, reply, latencyMicros, deadline);
            metrics.bidAnswered(asking.name, reply.answer(), latencyMicros);
            if (!reply.wrong().isEmpty()) {
                metrics.count("bids.wrong." + reply.wrong());
            }
        }
    }

    /** One lead handed to one buyer, once. */
    private final class DeliveryRequest extends Request {
        private final Delivery delivery;
        private final Target target;
        private final Endpoint endpoint;
        private final byte[] fields;
        private final long startedNanos = System.nanoTime();

        DeliveryRequest(Delivery delivery, Target target, Endpoint endpoint, byte[] fields) {
            super(Deadline.in(delivery.timeoutMillis()).nanos());
            this.delivery = delivery;
            this.target = target;
            this.endpoint = endpoint;
            this.fields = fields;
        }

        @Override
        protected void encode(ByteBuf into) {
            BuyerProtocol.writeDelivery(
                    json,
                    delivery.leadId(),
                    delivery.pingId(),
                    target.deliveryPart,
                    delivery.priceMicros(),
                    delivery.bidId(),
                    fields);
            long seconds = clock.instant().getEpochSecond();
            byte[] headers = delivery.signer().headers(webhookId(delivery), seconds, json.array(), json.length());
            endpoint.encode(into, headers, json.array(), json.length());
        }

        @Override
        protected void answered(int status, byte[] body, int length) {
            end(BuyerProtocol.readDelivery(status, body, length));
        }

        @Override
        protected boolean isPatient() {
            return true;
        }

        /**
         * What the buyer's side did not let in is a refusal; whatever may have arrived is unknown. So is what our own crowd kept
         * back: the lead stays with this buyer and is sent again.
         */
        @Override
        protected void failed(Failure failure) {
            String reason = word(failure);
            boolean stays = failure.sent() || failure == Failure.BUSY;
            end(stays ? DeliveryReply.unknown(reason) : DeliveryReply.refused(reason));
        }

        private void end(DeliveryReply reply) {
            long latencyMicros = (System.nanoTime() - startedNanos) / 1000;
            answers.delivery(delivery, reply, latencyMicros);
            metrics.delivered(target.name, reply.answer(), latencyMicros);
            if (reply.answer() == DeliveryAnswer.UNKNOWN) {
                LOG.info(
                        "delivery order={} attempt={} unknown=\"{}\"", target.name, delivery.attempt(), reply.reason());
            }
        }
    }

    /** The same for every attempt to deliver this lead to this order. */
    static String webhookId(Delivery delivery) {
        return "lead_" + Ids.text(delivery.leadId()) + "_" + Integer.toString(delivery.orderId(), 36);
    }

    private static String word(Failure failure) {
        return failure.name().toLowerCase(Locale.ROOT);
    }
}
