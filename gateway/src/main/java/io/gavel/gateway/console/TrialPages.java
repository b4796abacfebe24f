package io.gavel.gateway.console;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.EntityKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A buyer tries its endpoints: a bid request, or a lead of nobody, is sent now, and the answer is shown. */
final class TrialPages {
    static final String HERE = "/console/trial";
    private static final String BID = "bid request";
    private static final String LEAD = "lead";
    private static final int PATIENCE_SECONDS = 70;

    private final Outside outside;
    private final Pace pace;
    private final Press press;

    TrialPages(Outside outside, InstantSource clock, Press press) {
        this.outside = outside;
        this.pace = new Pace(clock);
        this.press = press;
    }

    /** What of an order's endpoints may be tried first. */
    static String of(OrderInfo order) {
        return (order.bid() != null ? BID : LEAD) + ":" + order.name();
    }

    Page page(Visit visit) {
        return shown(visit, List.of());
    }

    private static Page shown(Visit visit, List<Block> first) {
        List<Block.Option> tries = new ArrayList<>();
        for (OrderInfo order : visit.sight().orders()) {
            if (tries.size() < 500 && order.bid() != null) {
                tries.add(new Block.Option(BID + ":" + order.name(), order.name() + ": " + BID));
            }
            if (tries.size() < 500 && order.deliver() != null && order.deliver().url() != null) {
                tries.add(new Block.Option(LEAD + ":" + order.name(), order.name() + ": " + LEAD));
            }
        }
        List<Block> blocks = new ArrayList<>(first);
        if (tries.isEmpty()) {
            blocks.add(new Block.Note(
                    "Nothing to try",
                    "note",
                    List.of("None of these orders has an address of its own. The operator sets it.")));
        } else {
            String chosen = visit.query().text("try");
            blocks.add(new Block.Form(
                    "Send one now",
                    HERE,
                    "Send it",
                    List.of(new Block.Input("try", "to the endpoint of", "select", chosen, tries)),
                    List.of()));
        }
        blocks.add(new Block.Note(
                "What is sent",
                "note",
                List.of(
                        "What is sent for real, signed likewise, with \"test\":true and a person who does not exist (numbers"
                                + " 555-01…, example.com). Nothing is bought, counted or billed.",
                        "The same addresses are allowed and the same time is given as for real.")));
        Page.Headline headline =
                Page.Headline.of("Try your endpoint: you see the request, the answer, and what it means.");
        return Page.of("Test delivery", headline, blocks);
    }

    /** Sends one; its page is made when the answer is there. */
    CompletableFuture<Press.Work> send(Visit visit) {
        String[] wanted = visit.query().text("try").split(":", 2);
        OrderInfo order = wanted.length < 2 ? null : visit.sight().order(wanted[1]);
        boolean isBid = wanted[0].equals(BID);
        boolean isThere = order != null
                && (isBid
                        ? order.bid() != null
                        : order.deliver() != null && order.deliver().url() != null);
        if (order == null || !isThere) {
            throw new Guard.Missing("There is no such endpoint.");
        }
        Snapshot market = visit.sight().market();
        CampaignInfo campaign = market.campaign(order.campaignId());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        String fields = vertical == null ? "{}" : "{" + CampaignPages.examples(vertical, !isBid) + "}";
        String name = market.name(EntityKind.CAMPAIGN, order.campaignId());
        CompletableFuture<Outside.Tried> sent = pace.begin(
                order.buyerId(),
                PATIENCE_SECONDS,
                () -> isBid
                        ? outside.bid(order, name, campaign == null ? "lead" : Words.of(campaign.product()), fields)
                        : outside.delivery(order, fields));
        if (sent == null) {
            return Press.ready(() -> page(visit, 429, List.of(Pace.TOO_SOON)));
        }
        return sent.thenApply(tried -> () -> page(visit, 200, told(tried)));
    }

    private static List<Block> told(Outside.Tried tried) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Note(
                tried.isGood() ? "It works" : "That would not do",
                tried.isGood() ? "good" : "warning",
                List.of(tried.verdict(), "It took " + Words.millis(tried.micros()) + ".")));
        blocks.add(new Block.Code("Sent to " + tried.address(), tried.request()));
        if (tried.status() != 0) {
            blocks.add(new Block.Code("Answered with status " + tried.status(), tried.answer()));
        }
        return blocks;
    }

    private Press.Sheet page(Visit visit, int status, List<Block> first) {
        return press.page(status, Frame.of(visit, HERE), shown(visit, first));
    }
}
