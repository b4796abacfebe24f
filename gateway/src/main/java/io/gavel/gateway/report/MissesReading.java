package io.gavel.gateway.report;

import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.view.LeadRecord;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import io.gavel.view.Views;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Explains the newest pings of campaigns for a few orders, as they and the market were when each ping came. One thread. */
final class MissesReading {
    private final Views views;
    private final Snapshot now;
    private final long newestVersion;
    private final Map<Integer, Past> presentByCampaign = new HashMap<>();
    private final Map<String, OrderDetail> details = new HashMap<>();

    MissesReading(Views views, Snapshot now) {
        this.views = views;
        this.now = now;
        this.newestVersion = newest(now);
    }

    List<Misses> of(List<OrderInfo> orders, long fromMicros, int most) {
        Map<Integer, List<OrderInfo>> byCampaign = new TreeMap<>();
        for (OrderInfo order : orders) {
            byCampaign
                    .computeIfAbsent(order.campaignId(), unknown -> new ArrayList<>())
                    .add(order);
        }
        List<Misses> all = new ArrayList<>();
        byCampaign.forEach((campaignId, ofCampaign) -> {
            List<Count> counts = ofCampaign.stream().map(Count::new).toList();
            PingQuery query = new PingQuery(0, campaignId, null, fromMicros, Long.MAX_VALUE, most, 0);
            for (PingRecord ping : views.pings().list(query).items()) {
                if (!ping.test()) {
                    look(ping, counts);
                }
            }
            counts.forEach(count -> all.add(count.done()));
        });
        return all;
    }

    private void look(PingRecord ping, List<Count> counts) {
        Past past = past(ping);
        boolean isPresent = ping.pingId() >= newestVersion;
        Map<String, OrderDetail> known = isPresent ? details : new HashMap<>();
        Explanation explanation = new Explanation(ping, lead(ping), past, views.standings(), known);
        for (Count count : counts) {
            OrderInfo then = past.market().order(count.order.id());
            if (then == null || then.entity().deleted() || then.campaignId() != ping.campaignId()) {
                continue;
            }
            count.add(explanation.verdict(then));
        }
    }

    private @Nullable LeadRecord lead(PingRecord ping) {
        long leadId = views.leads().ofPing(ping.pingId());
        return leadId == 0 ? null : views.leads().find(leadId);
    }

    /** The market of the ping: mostly the present one, which is looked up once. */
    private Past past(PingRecord ping) {
        if (ping.pingId() < newestVersion) {
            return Past.of(now, views.audit(), ping.campaignId(), ping.pingId());
        }
        return presentByCampaign.computeIfAbsent(
                ping.campaignId(), campaignId -> Past.of(now, views.audit(), campaignId, ping.pingId()));
    }

    private static long newest(Snapshot market) {
        long newest = 0;
        for (EntityKind kind : Past.KINDS) {
            for (int id = 1; id < market.end(kind); id++) {
                Entity entity = market.entity(kind, id);
                newest = entity == null ? newest : Math.max(newest, entity.version());
            }
        }
        return newest;
    }

    /** What is counted of one order. */
    private static final class Count {
        private final OrderInfo order;
        private final Map<String, Integer> causes = new TreeMap<>();
        private final List<Long> gaps = new ArrayList<>();
        private final List<Integer> latencies = new ArrayList<>();
        private int pings;
        private int matched;
        private int won;

        Count(OrderInfo order) {
            this.order = order;
        }

        void add(Verdict verdict) {
            pings++;
            if (verdict.bid() != null && verdict.bid().latencyMicros() >= 0) {
                latencies.add(verdict.bid().latencyMicros());
            }
            boolean isFiltered = verdict.outcome().equals("filtered")
                    || verdict.obstacles().stream()
                            .anyMatch(each -> each.outcome().equals("filtered"));
            if (isFiltered) {
                return;
            }
            matched++;
            if (verdict.outcome().equals("won")) {
                won++;
                return;
            }
            causes.merge(verdict.outcome(), 1, Integer::sum);
            if (verdict.outcome().equals("outbid") && verdict.shortByMicros() > 0) {
                gaps.add(verdict.shortByMicros());
            }
        }

        Misses done() {
            Collections.sort(gaps);
            Collections.sort(latencies);
            return new Misses(order, pings, matched, won, causes, gaps, latencies);
        }
    }
}
