package io.gavel.gateway.bid;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.client.Request;
import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.SigningSecrets;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks or delivers to a buyer's endpoint for a try: the same client, guard, deadline and signature as for real, a made-up person,
 * {@code "test":true}, and nothing moves. Any thread; answers come on the client's loop.
 */
public final class BuyerTrial {
    private static final int LONGEST_ANSWER = 4_000;

    private final Client client;
    private final Directory directory;
    private final SigningSecrets secrets;
    private final InstantSource clock;

    public BuyerTrial(Client client, Directory directory, SigningSecrets secrets, InstantSource clock) {
        this.client = client;
        this.directory = directory;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * How it went.
     *
     * @param request the body that was sent
     * @param status of the answer; 0: there was none
     * @param answer its body, cut if it is long
     * @param verdict what it would have meant, in words
     * @param isGood whether it was understood
     */
    public record Ended(
            String address, String request, int status, String answer, long micros, String verdict, boolean isGood) {}

    /** A bid request; {@code fields}: a JSON object without personal data. */
    public CompletableFuture<Ended> bid(OrderInfo order, String campaign, String product, String fields) {
        io.gavel.gateway.market.Bid bid = order.bid();
        if (bid == null) {
            throw new IllegalArgumentException("this order is not asked");
        }
        byte[] part = BuyerProtocol.orderPart(
                order.entity().name(), campaign, product, directory.now().currency());
        JsonBytes out = new JsonBytes();
        BuyerProtocol.writeBidRequest(out, 0, part, bid.timeoutMillis(), 0, true, bytes(fields));
        return send(order, bid.url(), out.copy(), bid.timeoutMillis(), (status, body, length) -> {
            BidReply reply = BuyerProtocol.readBid(status, body, length, bid.maxMicros(), order.deliver());
            return switch (reply.answer()) {
                case BID -> new Meaning("It bids.", true);
                case NO_BID -> new Meaning("It does not bid for this one, which is a good answer too.", true);
                default -> new Meaning("That is no bid: the answer's " + reply.wrong() + " is wrong.", false);
            };
        });
    }

    /** A delivery; {@code fields}: a JSON object of a made-up person. */
    public CompletableFuture<Ended> delivery(OrderInfo order, String fields) {
        Deliver deliver = order.deliver();
        String url = deliver == null ? null : deliver.url();
        if (deliver == null || url == null) {
            throw new IllegalArgumentException("this order has no address for leads");
        }
        JsonBytes out = new JsonBytes();
        byte[] part = BuyerProtocol.deliveryPart(order.entity().name());
        BuyerProtocol.writeTestDelivery(out, part, order.priceMicros(), bytes(fields));
        return send(order, url, out.copy(), deliver.timeoutMillis(), (status, body, length) -> {
            DeliveryReply reply = BuyerProtocol.readDelivery(status, body, length);
            return switch (reply.answer()) {
                case ACCEPTED -> new Meaning("It takes the lead.", true);
                case REFUSED -> new Meaning("It refuses the lead: " + reply.reason(), true);
                default ->
                    new Meaning(
                            "It says neither accepted nor refused, so the lead would be sent again and again. Answer"
                                    + " {\"status\":\"accepted\"}.",
                            false);
            };
        });
    }

    private record Meaning(String words, boolean isGood) {}

    private interface Reader {
        Meaning read(int status, byte[] body, int length);
    }

    private CompletableFuture<Ended> send(OrderInfo order, String url, byte[] body, int timeoutMillis, Reader reader) {
        BuyerInfo buyer = directory.now().buyer(order.buyerId());
        if (buyer == null) {
            throw new IllegalArgumentException("this order has no buyer");
        }
        byte[] headers = secrets.ofBuyer(buyer.entity())
                .headers("test-" + clock.millis(), clock.instant().getEpochSecond(), body, body.length);
        Endpoint endpoint = Endpoint.of(url);
        Sent sent = new Sent(endpoint, headers, body, timeoutMillis, reader);
        client.loop().execute(() -> client.send(endpoint, sent));
        return sent.ended;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Sent extends Request {
        private final Endpoint endpoint;
        private final byte @Nullable [] headers;
        private final byte[] body;
        private final Reader reader;
        private final long startNanos = System.nanoTime();
        private final CompletableFuture<Ended> ended = new CompletableFuture<>();

        Sent(Endpoint endpoint, byte[] headers, byte[] body, int timeoutMillis, Reader reader) {
            super(System.nanoTime() + timeoutMillis * 1_000_000L);
            this.endpoint = endpoint;
            this.headers = headers;
            this.body = body;
            this.reader = reader;
        }

        @Override
        protected void encode(ByteBuf into) {
            endpoint.encode(into, headers, body, body.length);
        }

        @Override
        protected void answered(int status, byte[] answer, int length) {
            Meaning meaning = reader.read(status, answer, length);
            String text = new String(answer, 0, Math.min(length, LONGEST_ANSWER), StandardCharsets.UTF_8);
            end(status, text + (length > LONGEST_ANSWER ? "…" : ""), meaning);
        }

        @Override
        protected void failed(Failure failure) {
            String words = switch (failure) {
                case UNREACHABLE -> "Nobody answers there: the name, the port or the certificate is wrong.";
                case NOT_ALLOWED -> "This address is a private one, and the operator does not allow that.";
                case LATE, LATE_UNSENT -> "No answer in time.";
                case BUSY -> "Too many requests wait for this address.";
                case BROKEN -> "The connection broke before the answer.";
                case GARBAGE -> "The answer is not HTTP, or too long.";
            };
            end(0, "", new Meaning(words + " (" + failure.name().toLowerCase(Locale.ROOT) + ")", false));
        }

        private void end(int status, String answer, Meaning meaning) {
            long micros = (System.nanoTime() - startNanos) / 1_000;
            String request = new String(body, StandardCharsets.UTF_8);
            ended.complete(
                    new Ended(endpoint.url(), request, status, answer, micros, meaning.words(), meaning.isGood()));
        }
    }
}
