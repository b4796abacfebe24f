package io.gavel.gateway.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the buyers took: the books' other side. A lead that is delivered again to the same order is the same sale. Totals are
 * for ever; the last {@value #REMEMBERED} leads are remembered one by one. Any thread may ask.
 */
public final class Deliveries {

    private static final int REMEMBERED = 200_000;

    private final Map<String, List<Delivery>> byLead = new LinkedHashMap<>();
    private long taken;
    private long repeated;
    private long totalMicros;

    Deliveries() {}

    /** Takes a lead; false if this order has it already. */
    synchronized boolean take(Delivery delivery) {
        List<Delivery> takers = byLead.get(delivery.leadId());
        if (takers == null) {
            byLead.put(delivery.leadId(), List.of(delivery));
            forgetTheOldest();
        } else if (has(takers, delivery)) {
            repeated++;
            return false;
        } else {
            List<Delivery> more = new ArrayList<>(takers);
            more.add(delivery);
            byLead.put(delivery.leadId(), more);
        }
        taken++;
        totalMicros += delivery.priceMicros();
        return true;
    }

    /** Sales: leads times the orders that took them. */
    public synchronized long taken() {
        return taken;
    }

    /** Deliveries of what the same order had taken before. */
    public synchronized long repeated() {
        return repeated;
    }

    /** Leads that more than one order took, of those that belong to one alone. */
    public synchronized List<String> soldTwice(Set<String> exclusiveOrders) {
        List<String> leads = new ArrayList<>();
        byLead.forEach((leadId, takers) -> {
            if (takers.size() > 1 && exclusiveOrders.contains(takers.get(0).order())) {
                leads.add(leadId);
            }
        });
        return leads;
    }

    /** What all buyers owe for what they took, in micro-units. */
    public synchronized long totalMicros() {
        return totalMicros;
    }

    /** Who took a lead; empty if nobody did. */
    public synchronized List<Delivery> of(String leadId) {
        return List.copyOf(byLead.getOrDefault(leadId, List.of()));
    }

    /** Every remembered delivery, oldest lead first. */
    public synchronized List<Delivery> all() {
        List<Delivery> all = new ArrayList<>();
        byLead.values().forEach(all::addAll);
        return all;
    }

    private void forgetTheOldest() {
        if (byLead.size() > REMEMBERED) {
            byLead.remove(byLead.keySet().iterator().next());
        }
    }

    private static boolean has(List<Delivery> takers, Delivery delivery) {
        for (Delivery taker : takers) {
            if (taker.buyer() == delivery.buyer() && taker.order().equals(delivery.order())) {
                return true;
            }
        }
        return false;
    }
}
