package io.gavel.gateway.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.BidAnswer;
import io.gavel.message.MethodName;
import io.gavel.message.Reason;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void everythingIsScrapedUnderItsName() {
        metrics.httpAnswered("/v1/pings", 200, 1_500_000);
        metrics.httpAnswered("/v1/pings", 200, 500_000);
        metrics.rejected("fields_invalid");
        metrics.pingAnswered(MethodName.PING_POST, Reason.NO_BID, 900);
        metrics.bidAnswered("north-west", BidAnswer.LATE, 200_000);
        metrics.count("http.broken_connections");
        metrics.gauge("http.connections", "Open", () -> 7);

        for (String line : List.of(
                "gavel_http_requests_seconds_count{route=\"/v1/pings\",status=\"200\"} 2",
                "gavel_http_requests_seconds_bucket{route=\"/v1/pings\",status=\"200\",le=\"0.001\"} 1",
                "gavel_rejected_total{code=\"fields_invalid\"} 1.0",
                "gavel_auctions_total{method=\"ping_post\",outcome=\"no_bid\"} 1.0",
                "gavel_bids_seconds_count{answer=\"late\",order=\"north-west\"} 1",
                "gavel_events_total{event=\"http.broken_connections\"} 1.0",
                "gavel_http_connections 7.0")) {
            assertTrue(metrics.scrape().contains(line), line + " is not in\n" + metrics.scrape());
        }
    }

    /** The registry refers to what it reads weakly: a total whose lambda was collected would stand at 0 for ever. */
    @Test
    void aTotalIsReadAfterTheGarbageWasCollected() {
        LongAdder messages = new LongAdder();
        metrics.total("sip.messages", "Read", messages::sum);
        WeakReference<Object> collected = new WeakReference<>(new Object());
        while (collected.get() != null) {
            System.gc();
        }
        messages.add(7);

        assertTrue(metrics.scrape().contains("gavel_sip_messages_total 7.0"), metrics.scrape());
    }

    @Test
    void labelsThatComeFromOutsideAreBounded() {
        for (int i = 0; i < 2_000; i++) {
            metrics.bidAnswered("order-" + i, BidAnswer.BID, 10);
            metrics.rejected("code-" + i);
        }
        metrics.bidAnswered("order-3", BidAnswer.BID, 10);

        long lines = metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("gavel_bids_seconds_count"))
                .count();
        assertEquals(501, lines);
        assertTrue(metrics.scrape().contains("gavel_rejected_total{code=\"other\"} 1500.0"));
        assertTrue(metrics.scrape().contains("gavel_bids_seconds_count{answer=\"bid\",order=\"order-3\"} 2"));
    }
}
