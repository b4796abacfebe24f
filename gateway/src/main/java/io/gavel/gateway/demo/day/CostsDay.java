package io.gavel.gateway.demo.day;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.message.CostsReportedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import java.time.LocalDate;
import java.util.List;

/** What the ads of the day's visitors cost: told once for each of its calendar days, of the campaigns that have a pool. */
final class CostsDay {
    private static final List<String> SOURCES = List.of("google", "bing", "facebook");
    private static final long PER_VISIT_MICROS = 400_000;

    private final World world;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CostsReportedEncoder costs = new CostsReportedEncoder();

    CostsDay(World world) {
        this.world = world;
    }

    /** {@code visits}: how many there will be, about. */
    void begin(long visits) {
        world.market().dials().stream()
                .filter(dial -> !dial.pool().isEmpty())
                .map(dial -> world.directory().now().campaign(dial.campaign()))
                .distinct()
                .forEach(campaign -> {
                    if (campaign != null) {
                        tell(campaign, visits);
                    }
                });
    }

    private void tell(CampaignInfo campaign, long visits) {
        LocalDate first = world.plan().from().atZone(campaign.zone()).toLocalDate();
        LocalDate last = world.plan().until().atZone(campaign.zone()).toLocalDate();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            LocalDate told = day;
            world.agenda().in(60_000, () -> tell(campaign, told, visits / 2));
        }
    }

    private void tell(CampaignInfo campaign, LocalDate day, long visits) {
        world.line().offer(into -> {
            costs.wrapAndApplyHeader(into, 0, header).correlationId(0);
            CostsReportedEncoder.CostsEncoder each = costs.costsCount(SOURCES.size());
            for (int i = 0; i < SOURCES.size(); i++) {
                each.next()
                        .campaignId(campaign.id())
                        .day((int) day.toEpochDay())
                        .startMicros(DayClock.micros(
                                day.atStartOfDay(campaign.zone()).toInstant()))
                        .amountMicros(visits * PER_VISIT_MICROS / (i + 2))
                        .source(SOURCES.get(i))
                        .keyword("");
            }
            costs.actor("demo");
            return costs.encodedLength();
        });
    }
}
