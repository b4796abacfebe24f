package io.gavel.gateway;

import io.gavel.gateway.bid.BuyerTrial;
import io.gavel.gateway.client.Client;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.client.Request;
import io.gavel.gateway.console.Outside;
import io.gavel.gateway.market.OrderInfo;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Tries what the console is asked to: buyers' endpoints by the buyers' edge, pages with the guarded client. */
final class OutsideTries implements Outside {
    private static final long PAGE_NANOS = 8_000_000_000L;

    private final BuyerTrial buyers;
    private final Client pages;

    /** {@code pages}: a client that takes answers as long as pages are. */
    OutsideTries(BuyerTrial buyers, Client pages) {
        this.buyers = buyers;
        this.pages = pages;
    }

    @Override
    public CompletableFuture<Tried> bid(OrderInfo order, String campaign, String product, String fields) {
        return buyers.bid(order, campaign, product, fields).thenApply(OutsideTries::tried);
    }

    @Override
    public CompletableFuture<Tried> delivery(OrderInfo order, String fields) {
        return buyers.delivery(order, fields).thenApply(OutsideTries::tried);
    }

    @Override
    public CompletableFuture<Tried> page(String address) {
        Endpoint endpoint = Endpoint.of("GET", address, "text/html");
        PageRequest request = new PageRequest(endpoint);
        pages.loop().execute(() -> pages.send(endpoint, request));
        return request.tried;
    }

    private static Tried tried(BuyerTrial.Ended ended) {
        return new Tried(
                ended.address(),
                ended.request(),
                ended.status(),
                ended.answer(),
                ended.micros(),
                ended.verdict(),
                ended.isGood());
    }

    private static final class PageRequest extends Request {
        private final Endpoint endpoint;
        private final long startNanos = System.nanoTime();
        private final CompletableFuture<Tried> tried = new CompletableFuture<>();

        PageRequest(Endpoint endpoint) {
            super(System.nanoTime() + PAGE_NANOS);
            this.endpoint = endpoint;
        }

        @Override
        protected void encode(ByteBuf into) {
            endpoint.encode(into, null, new byte[0], 0);
        }

        @Override
        protected void answered(int status, byte[] body, int length) {
            end(status, new String(body, 0, length, StandardCharsets.UTF_8), "");
        }

        @Override
        protected void failed(Failure failure) {
            end(0, "", failure.name().toLowerCase(Locale.ROOT));
        }

        private void end(int status, String body, String failure) {
            long micros = (System.nanoTime() - startNanos) / 1_000;
            tried.complete(new Tried(endpoint.url(), "", status, body, micros, failure, failure.isEmpty()));
        }
    }
}
