package io.gavel.gateway.console;

import io.gavel.Engine;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.report.Readings;
import io.gavel.message.Ids;
import io.gavel.view.CallRecord;
import io.gavel.view.Views;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The door: every page on one page, and who may see it. Opened, filled into the router and closed by the main thread. */
public final class Console implements AutoCloseable {
    private final Press press = new Press();
    private final SignIn signIn;
    private final Guard guard;
    private final LivePage live;
    private final PnlPage pnl;
    private final PingPages pings;
    private final LeadPages leads = new LeadPages();
    private final CallPages calls;
    private final HealthPage health;
    private final MarketPages market;
    private final OrderForm orderForm;
    private final Accounts accounts = new Accounts();
    private final CampaignPages campaigns = new CampaignPages();
    private final LongFunction<@Nullable Path> recordings;

    /**
     * @param recordings a call's recording, null if it has none
     * @param metrics all that is measured, in Prometheus' text format
     */
    public Console(
            Directory directory,
            Market market,
            Views views,
            Readings readings,
            Engine engine,
            Supplier<String> metrics,
            Path data,
            LongFunction<@Nullable Path> recordings,
            InstantSource clock) {
        Sessions sessions = new Sessions(clock);
        this.guard = new Guard(sessions, directory, directory, views, clock, press);
        this.signIn = new SignIn(sessions, directory, new Lockout(clock), press);
        this.live = new LivePage(readings, press, directory, clock);
        this.pnl = new PnlPage(readings);
        this.pings = new PingPages(readings);
        this.calls = new CallPages();
        this.health = new HealthPage(engine, metrics, data);
        this.market = new MarketPages();
        this.orderForm = new OrderForm(market);
        this.recordings = recordings;
    }

    /** Adds the console's routes. */
    public void addTo(Router router) {
        Assets.addTo(router);
        signIn.addTo(router);
        guard.page(router, "/console/live", Access.ANALYST, live::page);
        guard.other(router, "/console/live/feed", Access.ANALYST, live::feed);
        guard.page(router, "/console/pnl", Access.ANALYST, pnl::page);
        guard.sheet(router, "/console/pnl.csv", Access.ANALYST, pnl::csv);
        guard.page(router, "/console/pings", Access.SELLER_OR_OPERATOR, pings::list);
        guard.page(router, "/console/pings/{id}", Access.SELLER_OR_OPERATOR, pings::one);
        guard.page(router, "/console/leads", Access.BUYER_OR_OPERATOR, leads::list);
        guard.page(router, "/console/leads/{id}", Access.ANY, leads::one);
        guard.page(router, "/console/calls", Access.ANY, calls::list);
        guard.page(router, "/console/calls/{id}", Access.ANY, calls::one);
        guard.sheet(router, "/console/calls/{id}/recording", Access.BUYER_OR_OPERATOR, this::recording);
        guard.page(router, "/console/market", Access.ANALYST, market::campaigns);
        guard.page(router, "/console/market/{campaign}", Access.ANALYST, market::campaign);
        guard.page(router, "/console/orders", Access.BUYER, market::orders);
        guard.page(router, "/console/orders/{order}", Access.BUYER_OR_OPERATOR, orderForm::show);
        guard.form(
                router, "/console/orders/{order}/preview", Access.OPERATOR, visit -> orderForm.preview(visit, press));
        guard.form(router, "/console/orders/{order}/apply", Access.OPERATOR, visit -> orderForm.apply(visit, press));
        guard.page(router, "/console/health", Access.ANALYST, health::page);
        guard.page(router, "/console/overview", Access.BUYER, accounts::buyer);
        guard.page(router, "/console/earnings-overview", Access.SELLER, accounts::seller);
        guard.page(router, "/console/statement", Access.SELLER_OR_BUYER, accounts::statement);
        guard.page(router, "/console/campaigns", Access.SELLER, campaigns::list);
        guard.page(router, "/console/campaigns/{campaign}", Access.SELLER, campaigns::one);
    }

    private Press.Sheet recording(Visit visit) {
        long id = Ids.parse(visit.lastButOne());
        CallRecord found = visit.sight().call(id);
        Path file = found == null || !visit.sight().hears(found) ? null : recordings.apply(id);
        if (file == null) {
            throw new Guard.Missing("There is no such recording.");
        }
        return Press.Sheet.file(file);
    }

    @Override
    public void close() {
        press.close();
    }
}
