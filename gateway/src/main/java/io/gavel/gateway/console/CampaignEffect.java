package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a change of a campaign would have done to the last day's pings and calls, key by key. */
final class CampaignEffect {
    private static final int CALLS = 1_000;

    private final String currency;
    private final List<PingRecord> pings;
    private final Node before;
    private final Node after;
    private final List<String> words = new ArrayList<>();

    private CampaignEffect(String currency, List<PingRecord> pings, Node before, Node after) {
        this.currency = currency;
        this.pings = pings;
        this.before = before;
        this.after = after;
    }

    static List<String> of(Visit visit, int campaignId, Node before, Node after) {
        List<PingRecord> pings = Recent.pings(visit, campaignId).stream()
                .filter(ping -> !ping.test())
                .toList();
        CampaignEffect effect = new CampaignEffect(visit.sight().market().currency(), pings, before, after);
        effect.sales();
        if (!Effects.isOff(after)) {
            effect.floor();
            effect.deadline();
            effect.sellers(visit);
            effect.scores();
            effect.calls(visit, campaignId);
        }
        effect.words.add("What else it comes to, a replay tells exactly.");
        return effect.words;
    }

    private boolean differs(String key) {
        Node a = before.get(key);
        Node b = after.get(key);
        return (a == null || b == null) ? a != b : !Node.same(a, b);
    }

    private void sales() {
        long sold = 0;
        long money = 0;
        for (PingRecord ping : pings) {
            sold += ping.reason() == Reason.NONE ? 1 : 0;
            money += LivePage.won(ping);
        }
        String was = Recent.words(pings) + " came to it; " + Words.count(sold) + " found a buyer, for "
                + Words.money(money, currency) + ".";
        boolean ends = Effects.isOff(after) && !Effects.isOff(before);
        words.add(ends ? was + " None of them would have been sold." : was);
    }

    private void floor() {
        if (!differs("floor")) {
            return;
        }
        long floor = Effects.money(after, "floor") == Money.INVALID ? 0 : Effects.money(after, "floor");
        long lost = 0;
        long money = 0;
        long more = 0;
        for (PingRecord ping : pings) {
            long won = LivePage.won(ping);
            if (won > 0 && won < floor) {
                lost++;
                money += won;
            }
            more += ping.reason() != Reason.NONE && best(ping) >= Math.max(1, floor) && isBelowFloor(ping) ? 1 : 0;
        }
        words.add("Of these sales " + Words.count(lost) + ", worth " + Words.money(money, currency)
                + ", were below the floor of " + Words.money(floor, currency) + "; " + Words.count(more)
                + " pings that were below the old one have a bid above the new one.");
    }

    private static long best(PingRecord ping) {
        long best = 0;
        for (PingRecord.Bid bid : ping.bids()) {
            best = Math.max(best, bid.bidMicros());
        }
        return best;
    }

    private static boolean isBelowFloor(PingRecord ping) {
        return ping.bids().stream().anyMatch(bid -> bid.outcome() == Outcome.BELOW_FLOOR);
    }

    private void deadline() {
        if (!differs("deadline_ms")) {
            return;
        }
        String text = Effects.text(after, "deadline_ms");
        long deadline = (text.matches("[0-9]{1,5}") ? Long.parseLong(text) : 500) * 1_000;
        long won = 0;
        long late = 0;
        for (PingRecord ping : pings) {
            for (PingRecord.Bid bid : ping.bids()) {
                boolean isWon = bid.outcome() == Outcome.WON;
                won += isWon && bid.latencyMicros() > deadline ? 1 : 0;
                late += bid.outcome() == Outcome.LATE ? 1 : 0;
            }
        }
        words.add(Words.count(won) + " of the winning bids took longer than the new deadline; " + Words.count(late)
                + " bids were too late for the old one.");
    }

    private void sellers(Visit visit) {
        if (!differs("sellers")) {
            return;
        }
        Node list = after.get("sellers");
        List<String> names = list == null
                ? List.of()
                : list.values().stream().map(Node::text).toList();
        long gone = pings.stream()
                .filter(ping -> !names.contains(visit.sight().market().name(EntityKind.SELLER, ping.sellerId())))
                .count();
        words.add(Words.count(gone) + " of these pings are of sellers who may no longer sell in it.");
    }

    private void scores() {
        Node score = after.get("score");
        long gate = score == null ? Money.INVALID : Effects.money(score, "gate");
        if (!differs("score") || gate == Money.INVALID) {
            return;
        }
        long low = 0;
        long known = 0;
        for (PingRecord ping : pings) {
            var scored = ping.score();
            known += scored != null ? 1 : 0;
            low += scored != null && scored.micros() < gate ? 1 : 0;
        }
        words.add("Of " + Words.count(known) + " pings that have a score, " + Words.count(low) + " score less than "
                + Words.plain(gate) + ".");
    }

    private void calls(Visit visit, int campaignId) {
        Node score = after.get("score");
        long review = score == null ? Money.INVALID : Effects.money(score, "review_below");
        boolean isHeard = differs("flow") || differs("recording");
        if (review == Money.INVALID && !isHeard) {
            return;
        }
        List<CallRecord> calls = visit.sight()
                .calls(new CallQuery(0, campaignId, 0, visit.nowMicros() - Recent.DAY_MICROS, Long.MAX_VALUE, CALLS, 0))
                .items();
        String count = Words.count(calls.size()) + (calls.size() >= CALLS ? " calls and more" : " calls");
        if (differs("score") && review != Money.INVALID) {
            long held = calls.stream()
                    .map(CallRecord::lastScore)
                    .filter(Objects::nonNull)
                    .filter(last -> last.micros() < review)
                    .count();
            words.add("Of " + count + ", " + Words.count(held) + " would have waited for a review.");
        }
        if (isHeard) {
            words.add(count + " would have heard what callers hear now.");
        }
    }
}
