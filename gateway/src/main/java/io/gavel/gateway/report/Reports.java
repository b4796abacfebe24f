package io.gavel.gateway.report;

import io.gavel.gateway.http.Fresh;
import io.gavel.gateway.http.Handler;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.report.fact.Facts;
import io.gavel.gateway.story.Stories;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.AccountKind;
import io.gavel.message.OutputHandler;
import io.gavel.ring.InputRing;
import io.gavel.view.Views;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The door: one handler for each route of lists, explanations, reports, statements and events. Any thread. */
public final class Reports implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final int WAITING = 256;
    private static final int WHOLES_WAITING = 8;

    private final Desk desk = new Desk(AT_ONCE, WAITING);
    private final Desk wholes = new Desk(1, WHOLES_WAITING);
    private final Pings pings;
    private final Leads leads;
    private final PnlReport pnl;
    private final FactReport facts;
    private final Statement statement;
    private final CostList costs;
    private final BuyerLeads buyerLeads;
    private final BuyerReturns buyerReturns;
    private final Outcomes outcomes;
    private final Scores scores;
    private final Events events;
    private final Calls calls;
    private final Conversions conversions;
    private final Readings readings;
    private final Returning returning;

    /**
     * @param origins where calls come from
     * @param inputs where returns and outcomes enter
     * @param files what lies beside calls' records
     * @param places where a caller's number is of
     * @param facts the rows of long reports, null: there are none
     * @param fresh how what clients were just told of is found
     * @param keptEvents for listeners of {@code /v1/events} that come back
     */
    public Reports(
            Views views,
            Directory directory,
            Vault vault,
            Origins origins,
            InputRing inputs,
            Replies replies,
            InstantSource clock,
            CallFiles files,
            Function<String, CallerPlace> places,
            @Nullable Facts facts,
            Fresh fresh,
            int keptEvents) {
        pings = new Pings(views, directory, clock, desk, fresh);
        Stories stories = new Stories(vault, origins.stories());
        leads = new Leads(views, directory, stories, clock, desk);
        pnl = new PnlReport(views, directory, clock, desk);
        this.facts = new FactReport(facts, directory, clock, desk, wholes);
        statement = new Statement(views, directory, clock, desk);
        costs = new CostList(views, directory, clock, desk);
        buyerLeads = new BuyerLeads(views, directory, vault, clock, desk);
        buyerReturns = new BuyerReturns(inputs, replies, directory);
        returning = new Returning(inputs, replies, directory);
        outcomes = new Outcomes(inputs, replies);
        scores = new Scores(directory, inputs, replies);
        calls = new Calls(views, directory, vault, origins, files, places, clock, desk, fresh);
        conversions = new Conversions(views, directory, stories, clock, desk);
        readings = new Readings(views, directory);
        events = new Events(keptEvents, directory, clock);
    }

    /** {@code GET /v1/pings}: SELLER_OR_OPERATOR. */
    public Handler pings() {
        return pings::list;
    }

    /** {@code GET /v1/pings/{ping_id}/explain}: OPERATOR. */
    public Handler explain() {
        return pings::explain;
    }

    /** {@code GET /v1/leads}: SELLER_OR_OPERATOR. */
    public Handler leads() {
        return leads::list;
    }

    /** {@code GET /v1/conversions/google-ads.csv}: OPERATOR. */
    public Handler googleAds() {
        return conversions::googleAds;
    }

    /** {@code GET /v1/conversions/microsoft-ads.csv}: OPERATOR. */
    public Handler microsoftAds() {
        return conversions::microsoftAds;
    }

    /** {@code GET /v1/calls}: SELLER_OR_OPERATOR. */
    public Handler calls() {
        return calls::list;
    }

    /** {@code GET /v1/calls/{call_id}}: SELLER_OR_OPERATOR. */
    public Handler call() {
        return calls::find;
    }

    /** {@code GET /v1/calls/{call_id}/recording}: OPERATOR. */
    public Handler recording() {
        return calls::recording;
    }

    /** {@code GET /v1/calls/{call_id}/transcript}: OPERATOR. */
    public Handler transcript() {
        return calls::transcript;
    }

    /** {@code GET /v1/buyer/calls}: BUYER. */
    public Handler buyerCalls() {
        return calls::ofBuyer;
    }

    /** {@code GET /v1/reports/pnl}: ANALYST. */
    public Handler pnl() {
        return call -> {
            if (FactReport.isWanted(call)) {
                facts.pnl(call);
            } else {
                pnl.pnl(call);
            }
        };
    }

    /** {@code GET /v1/reports/calls}: ANALYST. */
    public Handler callReport() {
        return facts::calls;
    }

    /** {@code GET /v1/reports/export}: OPERATOR. */
    public Handler export() {
        return facts::export;
    }

    /** {@code GET /v1/events}: OPERATOR. */
    public Handler events() {
        return events::stream;
    }

    /** {@code GET /v1/buyer/leads}: BUYER. */
    public Handler buyerLeads() {
        return buyerLeads::list;
    }

    /** {@code POST /v1/buyer/returns}: BUYER. */
    public Handler buyerReturns() {
        return buyerReturns::give;
    }

    /** {@code GET /v1/costs}: ANALYST. */
    public Handler costs() {
        return costs::list;
    }

    /** {@code GET /v1/admin/{buyers|sellers|carriers}/{id}/statement}: ANALYST. */
    public Handler statementOf(AccountKind kind) {
        return call -> statement.of(call, kind);
    }

    /** {@code POST /v1/outcomes}: BUYER_AND_OPERATOR. */
    public Handler outcomes() {
        return outcomes::report;
    }

    /** {@code GET /v1/scores/{vertical}}: ANALYST. */
    public Handler scores() {
        return scores::tell;
    }

    /** {@code GET /v1/buyer/statement}: BUYER. */
    public Handler buyerStatement() {
        return statement::own;
    }

    /** {@code GET /v1/seller/statement}: SELLER. */
    public Handler sellerStatement() {
        return statement::own;
    }

    /** What the reports say, for the console. */
    public Readings readings() {
        return readings;
    }

    /** Gives leads back, for the console. */
    public Returning returning() {
        return returning;
    }

    /** What the events are made of; to be subscribed under the name {@code events}. */
    public OutputHandler eventFeed() {
        return events;
    }

    /** Streams of events that are open. */
    public int listening() {
        return events.listening();
    }

    @Override
    public void close() {
        desk.close();
        wholes.close();
    }
}
