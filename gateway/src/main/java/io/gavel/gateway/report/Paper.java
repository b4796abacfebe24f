package io.gavel.gateway.report;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A statement, whoever it is of: what was owed at the beginning, each movement, what at the end. Opening balance and amounts
 * add up to the closing balance.
 *
 * @param party buyer, seller or carrier
 * @param name its name in the market document
 * @param zone whose days its period has
 * @param openingMicros what a buyer owed, or a seller or carrier was owed
 * @param isCut older lines of this period are no longer kept; then they are in the opening balance
 * @param totals by kind of movement
 */
record Paper(
        String party,
        String name,
        String currency,
        ZoneId zone,
        long fromMicros,
        long toMicros,
        long openingMicros,
        long closingMicros,
        boolean isCut,
        List<Line> lines,
        Map<String, Long> totals) {

    /**
     * One movement.
     *
     * @param kind sale, return, payment; of carriers inbound, outbound, recording, platform, number, payment
     * @param reference of the lead or call, empty without one
     * @param isCall the reference is a call's
     * @param campaign empty: of none
     * @param order of buyers and carriers; empty: of none
     * @param number of a number's fee
     * @param units seconds billed, or days of a number's fee; 0: neither
     * @param note as somebody wrote it
     */
    record Line(
            long atMicros,
            String kind,
            String reference,
            boolean isCall,
            String campaign,
            String order,
            String number,
            int units,
            String note,
            long amountMicros,
            long balanceMicros) {}
}
