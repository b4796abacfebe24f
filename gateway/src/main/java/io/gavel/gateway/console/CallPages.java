package io.gavel.gateway.console;

import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Stories;
import io.gavel.gateway.story.Story;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Reason;
import io.gavel.message.ReviewState;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.ReviewRecord;
import io.gavel.view.VoiceRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls, and the story of one: who was rung, what they answered, the talk, and what it brought. */
final class CallPages {
    private static final String HERE = "/console/calls";
    private static final int LIMIT = 50;
    private static final Logger LOG = LoggerFactory.getLogger(CallPages.class);

    private final Recorded recorded;
    private final Stories stories;
    private final ReviewPages reviews;

    CallPages(Recorded recorded, Stories stories, ReviewPages reviews) {
        this.recorded = recorded;
        this.stories = stories;
        this.reviews = reviews;
    }

    Page list(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        io.gavel.view.Page<CallRecord> page = sifted(visit);
        List<List<Cell>> rows = new ArrayList<>();
        long billable = 0;
        long sum = 0;
        for (CallRecord call : page.items()) {
            CallRecord.End end = call.end();
            billable += end != null && end.billable() ? 1 : 0;
            sum += end == null ? 0 : end.priceMicros();
            rows.add(List.of(
                    Cell.id(call.callId(), HERE),
                    Cell.time(call.arrivedMicros(), visit.nowMicros()),
                    Cell.of(market.name(EntityKind.CAMPAIGN, call.campaignId())),
                    Cell.of(market.name(EntityKind.NUMBER, call.numberId())),
                    Cell.of(call.source()),
                    Cell.state(state(call)),
                    new Cell(Words.minutes(talk(call, visit.nowMicros())), null, "num", null, null),
                    Cell.money(end == null ? 0 : end.priceMicros())));
        }
        String next = page.next() == 0 ? null : query.with(HERE, "after", Long.toString(page.next(), 36));
        Page.Headline headline = Page.Headline.of("")
                .figure(Words.count(billable), "")
                .text(" of " + Words.counted(rows.size(), "call") + " here billable, ")
                .figure(Words.money(sum, market.currency()), "")
                .text(" in all" + (next == null ? "." : "; there are more, older ones."));
        List<Block.Input> inputs = new ArrayList<>();
        if (visit.sight().all()) {
            inputs.add(Block.Input.text("seller", "seller", query.text("seller")));
            inputs.add(Block.Input.text("buyer", "buyer", query.text("buyer")));
        }
        inputs.add(Block.Input.moment("from", "from (UTC)", query.text("from")));
        inputs.add(Block.Input.moment("to", "to", query.text("to")));
        Block.Table table = new Block.Table(
                        "Newest first; prices in " + market.currency(),
                        columns(query),
                        rows,
                        "",
                        "No call is like that, or none yet. Callers reach the market's tracking numbers by the carriers over SIP.",
                        next,
                        null)
                .about(isSifted(query) ? -1 : visit.sight().keptCalls());
        Block.Filter filter = new Block.Filter("", HERE, inputs);
        Block waiting = query.after() == 0 ? reviews.waiting(visit) : null;
        Block test = query.after() == 0 ? TestCallPages.form(visit) : null;
        List<Block> blocks = new ArrayList<>();
        if (waiting != null) {
            blocks.add(waiting);
        }
        blocks.addAll(List.of(filter, table));
        if (test != null) {
            blocks.add(rows.isEmpty() ? 0 : blocks.size(), test);
        }
        return Page.of("Calls", headline, blocks);
    }

    private static boolean isSifted(Query query) {
        return PingPages.isSifted(query)
                || !query.text("state").isEmpty()
                || !query.text("buyer").isEmpty();
    }

    private static List<Block.Column> columns(Query query) {
        List<String> states = List.of("", "billable", "not_billable", "talking", "held");
        return List.of(
                Block.Column.of("call").sifted(Block.Input.text("id", "id", query.text("id"))),
                Block.Column.of("when"),
                Block.Column.minor("campaign").sifted(Block.Input.text("campaign", "campaign", query.text("campaign"))),
                Block.Column.minor("number"),
                Block.Column.minor("source").sifted(Block.Input.text("source", "source", query.text("source"))),
                Block.Column.of("state").sifted(Block.Input.choice("state", "state", query.text("state"), states)),
                Block.Column.minorNumber("talk"),
                Block.Column.number("price").sifted(PingPages.prices(query)));
    }

    /** Calls of a source, of a price or of a state, too. */
    private static io.gavel.view.Page<CallRecord> sifted(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        if (!query.text("id").isEmpty()) {
            return io.gavel.view.Page.ofOne(visit.sight().call(Ids.parse(query.text("id"))));
        }
        int seller = PingPages.known(market, EntityKind.SELLER, query.text("seller"));
        int campaign = PingPages.known(market, EntityKind.CAMPAIGN, query.text("campaign"));
        int buyer = PingPages.known(market, EntityKind.BUYER, query.text("buyer"));
        String source = query.text("source");
        String state = query.text("state");
        long least = PingPages.amount(query, "least", 0);
        long most = PingPages.amount(query, "most", Long.MAX_VALUE);
        return Sifting.of(
                after -> visit.sight()
                        .calls(new CallQuery(
                                seller,
                                campaign,
                                buyer,
                                query.day("from", 0),
                                query.until("to", Long.MAX_VALUE),
                                LIMIT,
                                after)),
                call -> (source.isEmpty() || call.source().equals(source))
                        && (state.isEmpty() || state(call).equals(state))
                        && price(call) >= least
                        && price(call) <= most,
                LIMIT,
                query.after());
    }

    private static long price(CallRecord call) {
        CallRecord.End end = call.end();
        return end == null ? 0 : end.priceMicros();
    }

    private static String state(CallRecord call) {
        CallRecord.End end = call.end();
        if (end == null) {
            return call.connectedMicros() > 0 ? "talking" : "ringing";
        }
        ReviewRecord review = call.review();
        if (review != null && !end.billable()) {
            return review.state() == ReviewState.HELD ? "held" : "rejected";
        }
        if (end.billable()) {
            return "billable";
        }
        return end.reason() != Reason.NONE ? end.reason().word() : "not_billable";
    }

    private static long talk(CallRecord call, long now) {
        CallRecord.End end = call.end();
        return call.connectedMicros() == 0 ? 0 : (end == null ? now : end.endedMicros()) - call.connectedMicros();
    }

    Page one(Visit visit) throws IOException {
        CallRecord call = visit.sight().call(Ids.parse(visit.last()));
        if (call == null) {
            throw new Guard.Missing("There is no call of this id, or it is no longer kept.");
        }
        Snapshot market = visit.sight().market();
        CallRecord.End end = call.end();
        boolean isNobodys = end != null && !end.billable() && call.review() == null && end.reason() != Reason.NONE;
        long talk = talk(call, visit.nowMicros());
        Page.Headline headline = Page.Headline.of(isNobodys ? "Nobody paid for this call: " : "This call is ")
                .figure(state(call).replace('_', ' '), "")
                .text((talk == 0 ? "" : ", after " + Words.minutes(talk) + " of talk")
                        + (end == null || end.priceMicros() == 0
                                ? "."
                                : ", for " + Words.money(end.priceMicros(), market.currency()) + "."));
        List<Block> blocks = new ArrayList<>();
        if (visit.sight().hears(call)) {
            blocks.add(player(call));
        }
        CallStory story = new CallStory(call, market, visit.sight().all());
        blocks.add(story.timeline(visit.sight().all() ? stories.of(call) : Story.NONE));
        Block score = story.score();
        if (score != null) {
            blocks.add(score);
        }
        blocks.addAll(reviews.of(visit, call));
        blocks.add(facts(visit, call));
        Block giveBack =
                end != null && end.billable() ? ReturnPages.form(visit, call.callId(), end.endedMicros()) : null;
        if (giveBack != null) {
            blocks.add(giveBack);
        }
        return Page.of("Call " + Words.id(call.callId()), headline, blocks);
    }

    /** With both sides drawn, if the file can be read. */
    private Block player(CallRecord call) {
        String title = "Recording, " + Words.minutes(call.recordingMillis() * 1_000L);
        String source = HERE + "/" + Words.id(call.callId()) + "/recording";
        Path file = recorded.of(call.callId());
        try {
            return new Block.Player(title, source, file == null ? null : Wave.of(recorded.waves(file, Wave.PIECES)));
        } catch (IOException unreadable) {
            LOG.warn("recording call={} problem=\"{}\"", Words.id(call.callId()), unreadable.toString());
            return new Block.Player(title, source, null);
        }
    }

    private static void voice(List<Block.Fact> facts, @Nullable VoiceRecord voice) {
        if (voice == null) {
            return;
        }
        facts.add(new Block.Fact("caller spoke", Cell.of(Words.minutes(voice.callerMillis() * 1_000L))));
        facts.add(new Block.Fact("buyer spoke", Cell.of(Words.minutes(voice.buyerMillis() * 1_000L))));
        facts.add(new Block.Fact("both at once", Cell.of(Words.minutes(voice.bothMillis() * 1_000L))));
        facts.add(new Block.Fact("dead air", Cell.of(Words.minutes(voice.silentMillis() * 1_000L))));
        String first = voice.first() == 0 ? "nobody" : voice.first() == 1 ? "the caller" : "the buyer";
        facts.add(new Block.Fact("spoke first", Cell.of(first)));
    }

    private static Block facts(Visit visit, CallRecord call) {
        Snapshot market = visit.sight().market();
        CallRecord.End end = call.end();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("campaign", Cell.of(market.name(EntityKind.CAMPAIGN, call.campaignId()))));
        if (call.sellerId() != 0) {
            facts.add(new Block.Fact("seller", Cell.of(market.name(EntityKind.SELLER, call.sellerId()))));
        }
        if (end != null && end.buyerId() != 0) {
            facts.add(new Block.Fact("buyer", Cell.of(market.name(EntityKind.BUYER, end.buyerId()))));
        }
        if (end != null) {
            facts.add(new Block.Fact(visit.sight().all() ? "money in" : "price", Cell.money(end.priceMicros())));
        }
        if (end != null && visit.sight().all()) {
            facts.add(new Block.Fact("money out", Cell.money(end.payoutMicros())));
        }
        if (visit.sight().all() && visit.sight().ping(call.pingId()) != null) {
            facts.add(new Block.Fact("auction", Cell.id(call.pingId(), "/console/pings")));
        }
        for (CallRecord.Media leg : call.media()) {
            facts.add(new Block.Fact(
                    leg.orderId() == 0 ? "caller's audio" : "buyer's audio",
                    Cell.of(Words.count(leg.packetsIn()) + " packets, " + leg.lost() + " lost")));
        }
        voice(facts, call.voice());
        facts.add(new Block.Fact("id", new Cell(Words.id(call.callId()), null, "copy", "copy", null)));
        return new Block.Facts("The call", facts);
    }
}
