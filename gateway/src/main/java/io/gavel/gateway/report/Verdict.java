package io.gavel.gateway.report;

import io.gavel.gateway.market.OrderInfo;
import io.gavel.view.PingRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one order for one ping.
 *
 * @param order null if its document is no longer kept
 * @param outcome the word of the contract
 * @param detail in words for people, may be empty
 * @param shortByMicros how much more it would have had to bid, 0 if that was not it
 * @param bid null if it took no part in the ranking
 * @param obstacles why it took no part, all of them
 */
public record Verdict(
        int orderId,
        @Nullable OrderInfo order,
        String outcome,
        String detail,
        long shortByMicros,
        PingRecord.@Nullable Bid bid,
        List<Obstacle> obstacles) {}
