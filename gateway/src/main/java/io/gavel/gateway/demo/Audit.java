package io.gavel.gateway.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds what the exchange booked against what buyers took and what sellers were promised. */
final class Audit {

    private Audit() {}

    /** What does not fit, each in a sentence; nothing if the books balance. */
    static List<String> of(SampleMarket market, BuyerFarm farm, Sellers sellers, Books.Totals booked) {
        List<String> wrong = new ArrayList<>();
        SellerFigures sold = sellers.figures();
        compare(
                wrong,
                "revenue",
                booked.revenueMicros(),
                "buyers took leads for",
                farm.deliveries().totalMicros());
        compare(wrong, "cost", booked.costMicros(), "sellers were promised", sold.paidMicros());
        for (String leadId : farm.deliveries().soldTwice(market.exclusiveOrders())) {
            wrong.add("lead " + leadId + " belongs to one buyer and has several");
        }
        Set<String> promised = sellers.sold().keySet();
        Set<String> taken = new HashSet<>();
        farm.deliveries().all().forEach(delivery -> taken.add(delivery.leadId()));
        for (String leadId : promised) {
            if (!taken.contains(leadId)) {
                wrong.add("lead " + leadId + " was sold, but no buyer has it");
            }
        }
        for (String leadId : taken) {
            if (!promised.contains(leadId)) {
                wrong.add("lead " + leadId + " has a buyer, but its seller was not told so");
            }
        }
        return wrong;
    }

    private static void compare(List<String> wrong, String what, long booked, String but, long real) {
        if (booked != real) {
            wrong.add(what + " is booked as " + Figures.money(booked) + ", but " + but + " " + Figures.money(real));
        }
    }
}
