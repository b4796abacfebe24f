package io.gavel.core;

import io.gavel.message.MethodName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The four methods as one would explain them, slowly: everybody has answered, all is in plain lists, and what is awarded stays
 * held. The seller is paid 80 %.
 */
final class MethodTwin {
    record Won(int orderId, long priceMicros) {}

    private record Offer(OrderSpec order, long price) {}

    final List<OrderSpec> orders = new ArrayList<>();
    final Map<Integer, Long> credit = new HashMap<>();
    private final Map<Integer, Long> held = new HashMap<>();
    private final Map<Integer, Long> served = new HashMap<>();
    private final Map<Integer, Long> turns = new HashMap<>();
    private final CampaignSpec campaign;
    private final boolean second;
    private long serves;

    MethodTwin(CampaignSpec campaign, boolean second) {
        this.campaign = campaign;
        this.second = second;
    }

    List<Won> decide(Map<Integer, Long> bids, long payoutFloor) {
        // The smallest price of which 80 % is at least the seller's floor.
        long floor = Math.max(campaign.floor, (payoutFloor * 10 + 7) / 8);
        List<Won> won = switch (campaign.method) {
            case PING_POST -> pingPost(eligible(), bids, floor);
            case WATERFALL -> waterfall(bids, floor);
            case WEIGHTED, ROUND_ROBIN -> sequence(bids, floor);
            case NULL_VAL -> List.of();
        };
        won.forEach(winner -> served.put(winner.orderId(), ++serves));
        return won;
    }

    /** Those that the buyer's credit reaches for: the fixed price, or any bid at all. */
    private List<OrderSpec> eligible() {
        return orders.stream()
                .filter(order -> room(order) >= (order.asks ? Math.max(campaign.floor, 1) : order.price))
                .toList();
    }

    private List<Won> pingPost(List<OrderSpec> all, Map<Integer, Long> bids, long floor) {
        List<Offer> offers = offers(all, bids, floor);
        while (true) {
            List<Offer> best = offers.subList(0, Math.min(campaign.maxSales, offers.size()));
            long losing = offers.size() > campaign.maxSales ? offers.get(campaign.maxSales).price : floor;
            Map<Integer, Long> before = new HashMap<>(held);
            List<Won> won = new ArrayList<>();
            Offer failed = null;
            for (Offer offer : best) {
                long price = second ? losing : offer.price;
                if (!hold(offer.order, price)) {
                    failed = offer;
                    break;
                }
                won.add(new Won(offer.order.id, price));
            }
            if (failed == null) {
                return won;
            }
            held.clear();
            held.putAll(before);
            offers.remove(failed);
        }
    }

    private List<Won> waterfall(Map<Integer, Long> bids, long floor) {
        List<Won> won = new ArrayList<>();
        for (int tier = 0; tier < 10 && won.size() < campaign.maxSales; tier++) {
            int priority = tier;
            List<OrderSpec> all = eligible().stream()
                    .filter(order -> order.priority == priority)
                    .toList();
            for (Offer offer : offers(all, bids, floor)) {
                if (won.size() < campaign.maxSales && hold(offer.order, offer.price)) {
                    won.add(new Won(offer.order.id, offer.price));
                }
            }
        }
        return won;
    }

    private List<Won> sequence(Map<Integer, Long> bids, long floor) {
        List<Won> won = new ArrayList<>();
        List<OrderSpec> out = new ArrayList<>();
        while (won.size() < campaign.maxSales) {
            List<OrderSpec> candidates = eligible().stream()
                    .filter(order -> !out.contains(order) && (order.asks ? order.max : order.price) >= floor)
                    .toList();
            if (candidates.isEmpty()) {
                return won;
            }
            OrderSpec next = turn(candidates);
            out.add(next);
            long price = next.asks ? bids.getOrDefault(next.id, 0L) : next.price;
            if (price == 0 || price < floor || !hold(next, price)) {
                continue;
            }
            won.add(new Won(next.id, price));
            if (campaign.method == MethodName.WEIGHTED) {
                long sum = 0;
                for (OrderSpec order : candidates) {
                    sum += order.weight;
                    turns.merge(order.id, (long) order.weight, Long::sum);
                }
                turns.merge(next.id, -sum, Long::sum);
            }
        }
        return won;
    }

    private OrderSpec turn(List<OrderSpec> candidates) {
        Comparator<OrderSpec> byTurn = campaign.method == MethodName.WEIGHTED
                ? Comparator.comparing(order -> -turns.getOrDefault(order.id, 0L) - order.weight)
                : Comparator.comparing(order -> served.getOrDefault(order.id, 0L));
        return candidates.stream().min(byTurn.thenComparing(order -> order.id)).orElseThrow();
    }

    /** All that bid at least the floor: best first, ties to the least recently served, then to the lowest id. */
    private List<Offer> offers(List<OrderSpec> all, Map<Integer, Long> bids, long floor) {
        List<Offer> offers = new ArrayList<>();
        for (OrderSpec order : all) {
            long price = order.asks ? bids.getOrDefault(order.id, 0L) : order.price;
            if (price > 0 && price >= floor) {
                offers.add(new Offer(order, price));
            }
        }
        offers.sort(Comparator.comparingLong((Offer offer) -> -offer.price)
                .thenComparing(offer -> served.getOrDefault(offer.order.id, 0L))
                .thenComparing(offer -> offer.order.id));
        return offers;
    }

    private long room(OrderSpec order) {
        long limit = credit.getOrDefault(order.buyer, 0L);
        return limit == Long.MAX_VALUE ? limit : limit - held.getOrDefault(order.buyer, 0L);
    }

    private boolean hold(OrderSpec order, long price) {
        if (room(order) < price) {
            return false;
        }
        held.merge(order.buyer, price, Long::sum);
        return true;
    }
}
