package io.gavel.gateway.console;

import io.gavel.Engine;
import io.gavel.gateway.account.AccountLog;
import io.gavel.gateway.account.Desk;
import io.gavel.gateway.account.SealedFile;
import io.gavel.gateway.account.Users;
import io.gavel.gateway.account.provider.Provider;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.market.ApiKeys;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.report.Readings;
import io.gavel.gateway.report.Returning;
import io.gavel.gateway.story.Stories;
import io.gavel.message.Ids;
import io.gavel.view.CallRecord;
import io.gavel.view.Views;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The door: every page on one page, and who may see it. Opened, filled into the router and closed by the main thread. */
public final class Console implements AutoCloseable {
    private final Press press = new Press();
    private final SignIn signIn;
    private final Guard guard;
    private final LivePage live;
    private final PnlPage pnl;
    private final SalesPage sales;
    private final PingPages pings;
    private final LeadPages leads;
    private final CallPages calls;
    private final ReviewPages reviews;
    private final LetterPages letters;
    private final HealthPage health;
    private final MarketPages market;
    private final OrderForm orderForm;
    private final Accounts accounts = new Accounts();
    private final CampaignPages campaigns;
    private final StatisticsPage statistics = new StatisticsPage();
    private final TrialPages trials;
    private final SitePages sites;
    private final Recorded recorded;
    private final Sessions sessions;
    private final ProfilePage profile;
    private final PeoplePages people;
    private final KeyPages keys;
    private final AuditPage audit;
    private final MissedPage missed;
    private final ReturnPages returns;
    private final FirstRun firstRun;
    private final Desk desk;
    private final @Nullable ProviderSignIn providerSignIn;
    private final WhatIfPages whatIf;
    private final NumberPages numbers;
    private final NumberSteps numberSteps;
    private final PoolPages pools;
    private final BillingPages billing;
    private final ScorePages scores;
    private final ChangePages changes;
    private final FlowPages flows;
    private final FlowTrialPages flowTrials;
    private final TestCallPages testCalls;
    private final FilterPages filters = new FilterPages();
    private final MarketForms forms;

    /**
     * @param people who may sign in, and with which keys
     * @param errand asks this exchange's own interface
     * @param outside tries buyers' endpoints and sellers' pages
     * @param letters webhooks that could not be delivered
     * @param recorded calls' recordings
     * @param testing places calls to our own numbers
     * @param stories where calls came from
     * @param asking asks the line
     * @param inventory where tracking numbers go
     * @param numbers what is asked of them beside
     * @param replays runs recorded traffic through a changed market
     * @param metrics all that is measured, in Prometheus' text format
     */
    public Console(
            Directory directory,
            Market market,
            People people,
            Errand errand,
            Letters letters,
            Views views,
            Readings readings,
            Returns returning,
            Outside outside,
            Engine engine,
            Supplier<String> metrics,
            Path data,
            Recorded recorded,
            TestCalls testing,
            Stories stories,
            Trials replays,
            Asking asking,
            Inventory inventory,
            Numbers numbers,
            InstantSource clock) {
        Users users = people.users();
        Locks locks = new Locks(clock);
        this.desk = people.desk();
        this.sessions = new Sessions(users, directory, people.sessions(), desk, clock);
        this.guard = new Guard(sessions, directory, views, clock, press);
        this.firstRun = new FirstRun(
                users, sessions, locks, people.addresses(), market, people.isMarketNew(), errand, desk, press);
        this.signIn = new SignIn(
                sessions,
                users,
                directory,
                locks,
                new Halfway(users, clock),
                people.addresses(),
                desk,
                press,
                firstRun::isOpen,
                people.provider() == null ? "" : people.provider().title());
        this.providerSignIn = people.provider() == null
                ? null
                : new ProviderSignIn(people.provider(), sessions, users, people.addresses(), desk, press, signIn::ask);
        this.profile = new ProfilePage(users, sessions, locks, press);
        this.people = new PeoplePages(users, press);
        this.audit = new AuditPage(people.changes(), users);
        this.campaigns = new CampaignPages(errand, press);
        this.trials = new TrialPages(outside, clock, press);
        this.sites = new SitePages(outside, clock, press);
        this.missed = new MissedPage(readings, clock, press);
        this.returns = new ReturnPages(returning.returning(), returning.loop(), press);
        this.keys = new KeyPages(people.keys(), press);
        this.live = new LivePage(readings, press, sessions, clock);
        this.pnl = new PnlPage(readings);
        this.sales = new SalesPage(readings);
        this.pings = new PingPages(readings);
        this.reviews = new ReviewPages(asking, press);
        this.testCalls = new TestCallPages(testing, clock, press);
        this.calls = new CallPages(recorded, stories, this.reviews);
        this.leads = new LeadPages(stories);
        this.letters = new LetterPages(letters, press);
        this.health = new HealthPage(engine, metrics, data, this.letters);
        this.market = new MarketPages();
        this.orderForm = new OrderForm(market);
        this.recorded = recorded;
        this.numbers = new NumberPages(numbers, press);
        this.numberSteps = new NumberSteps(inventory, press);
        this.pools = new PoolPages(numbers);
        this.billing = new BillingPages(asking, press);
        this.scores = new ScorePages(asking);
        this.changes = new ChangePages(market, press);
        this.flows = new FlowPages(market, press);
        this.flowTrials = new FlowTrialPages(recorded, press);
        this.whatIf = new WhatIfPages(market, replays, press);
        this.forms = new MarketForms(market, new Effects(readings, numbers), press);
    }

    /**
     * The people of the console.
     *
     * @param sessions where it is kept who is signed in
     * @param desk has passwords checked; closed by the console
     * @param addresses where a call comes from
     * @param isMarketNew whether there is no market yet
     * @param changes who changed which account
     * @param provider the operators' identity provider; null: there is none
     */
    public record People(
            Users users,
            SealedFile sessions,
            Desk desk,
            ApiKeys keys,
            Function<Call, String> addresses,
            Supplier<Boolean> isMarketNew,
            AccountLog changes,
            @Nullable Provider provider) {}

    /** Gives leads and calls back; {@code loop}: where the line's answers are waited for. */
    public record Returns(Returning returning, Loop loop) {}

    /** Asks this exchange's own interface, as a seller does. */
    @FunctionalInterface
    public interface Errand {
        /** The answer's body, whatever its status. Blocks. */
        String post(String path, String key, String json) throws Exception;
    }

    /** Where the first run begins, with its code; null: everything is set up. */
    public @Nullable String firstRunPath() {
        return firstRun.path();
    }

    /** Adds the console's routes. */
    public void addTo(Router router) {
        Assets.addTo(router);
        signIn.addTo(router);
        if (providerSignIn != null) {
            providerSignIn.addTo(router);
        }
        firstRun.addTo(router, guard);
        people(router);
        guard.page(router, "/console/live", Access.ANALYST, live::page);
        guard.other(router, "/console/live/feed", Access.ANALYST, live::feed);
        guard.page(router, "/console/pnl", Access.ANALYST, pnl::page);
        guard.sheet(router, "/console/pnl.csv", Access.ANALYST, pnl::csv);
        guard.page(router, SalesPage.HERE, Access.ANALYST, sales::page);
        guard.page(router, "/console/pings", Access.SELLER_OR_OPERATOR, pings::list);
        guard.page(router, "/console/pings/{id}", Access.SELLER_OR_OPERATOR, pings::one);
        guard.page(router, "/console/leads", Access.BUYER_OR_OPERATOR, leads::list);
        guard.page(router, "/console/leads/{id}", Access.ANY, leads::one);
        guard.page(router, "/console/calls", Access.ANY, calls::list);
        guard.page(router, "/console/calls/{id}", Access.ANY, calls::one);
        guard.outside(router, TestCallPages.HERE, Access.OPERATOR, testCalls::place);
        guard.form(router, "/console/calls/{id}/approve", Access.OPERATOR, reviews::approve);
        guard.form(router, "/console/calls/{id}/reject", Access.OPERATOR, reviews::reject);
        guard.sheet(router, "/console/calls/{id}/recording", Access.BUYER_OR_OPERATOR, this::recording);
        guard.page(router, "/console/market", Access.ANALYST, market::campaigns);
        guard.page(router, "/console/market/{campaign}", Access.ANALYST, market::campaign);
        guard.page(router, "/console/orders", Access.BUYER, market::orders);
        guard.page(router, "/console/orders/{order}", Access.BUYER_OR_OPERATOR, orderForm::show);
        guard.page(router, "/console/orders/{order}/filter", Access.ANALYST, filters::page);
        Access keepers = Access.BUYER_AND_OPERATOR;
        guard.form(router, "/console/orders/{order}/preview", keepers, visit -> orderForm.preview(visit, press));
        guard.form(router, "/console/orders/{order}/apply", keepers, visit -> orderForm.apply(visit, press));
        forms(router);
        guard.page(router, NumberPages.HERE, Access.ANALYST, numbers::list);
        guard.sheet(router, NumberPages.HERE + ".csv", Access.ANALYST, numbers::csv);
        guard.form(router, NumberPages.HERE + "/import", Access.OPERATOR, numbers::bring);
        guard.page(router, NumberPages.HERE + "/{number}", Access.ANALYST, numberSteps::one);
        guard.form(router, NumberPages.HERE + "/{number}/place", Access.OPERATOR, numberSteps::place);
        guard.form(router, NumberPages.HERE + "/{number}/release", Access.OPERATOR, numberSteps::release);
        guard.page(router, PoolPages.HERE + "/{pool}", Access.ANALYST, pools::one);
        guard.page(router, BillingPages.HERE, Access.ANALYST, billing::list);
        for (String kind : List.of("buyers", "sellers", "carriers")) {
            guard.page(router, BillingPages.HERE + "/" + kind + "/{party}", Access.ANALYST, billing::one);
            guard.form(router, BillingPages.HERE + "/" + kind + "/{party}/pay", Access.OPERATOR, billing::pay);
        }
        guard.page(router, ScorePages.HERE, Access.ANALYST, scores::list);
        guard.page(router, ScorePages.HERE + "/{vertical}", Access.ANALYST, scores::one);
        guard.page(router, ChangePages.HERE, Access.ANALYST, changes::list);
        guard.page(router, ChangePages.HERE + "/{change}", Access.ANALYST, changes::one);
        guard.form(router, ChangePages.HERE + "/{change}/undo", Access.OPERATOR, changes::undo);
        guard.form(router, ChangePages.HERE + "/{change}/apply", Access.OPERATOR, changes::apply);
        guard.page(router, FlowPages.HERE, Access.ANALYST, flows::list);
        guard.form(router, FlowPages.HERE + "/new", Access.OPERATOR, flows::begin);
        guard.page(router, FlowPages.HERE + "/{flow}", Access.ANALYST, flows::one);
        guard.form(router, FlowPages.HERE + "/{flow}/preview", Access.OPERATOR, flows::preview);
        guard.form(router, FlowPages.HERE + "/{flow}/apply", Access.OPERATOR, flows::apply);
        guard.page(router, FlowPages.HERE + "/{flow}/try", Access.ANALYST, flowTrials::kept);
        guard.sheet(router, "/console/prompts/{prompt}", Access.ANALYST, flowTrials::prompt);
        guard.form(router, FlowPages.HERE + "/{flow}/try", Access.OPERATOR, flowTrials::drafted);
        guard.page(router, WhatIfPages.HERE, Access.ANALYST, whatIf::page);
        guard.form(router, WhatIfPages.HERE + "/start", Access.OPERATOR, whatIf::start);
        guard.form(router, WhatIfPages.HERE + "/cancel", Access.OPERATOR, whatIf::cancel);
        guard.page(router, "/console/health", Access.ANALYST, health::page);
        guard.page(router, LetterPages.HERE + "/{letter}", Access.ANALYST, letters::one);
        guard.form(router, LetterPages.HERE + "/{letter}/resend", Access.OPERATOR, letters::resend);
        guard.later(router, MissedPage.HERE, Access.BUYER, missed::begin);
        guard.page(router, ReturnPages.HERE, Access.BUYER_OR_OPERATOR, returns::list);
        guard.form(router, ReturnPages.REQUEST, Access.BUYER, returns::request);
        guard.page(router, ReturnPages.HERE + "/{lead}", Access.ANALYST, returns::one);
        guard.form(router, ReturnPages.HERE + "/{lead}/decide", Access.OPERATOR, returns::decide);
        guard.page(router, "/console/overview", Access.BUYER, accounts::buyer);
        guard.page(router, "/console/earnings-overview", Access.SELLER, accounts::seller);
        guard.page(router, "/console/statement", Access.SELLER_OR_BUYER, accounts::statement);
        guard.page(router, "/console/campaigns", Access.SELLER, campaigns::list);
        guard.page(router, "/console/campaigns/{campaign}", Access.SELLER, campaigns::one);
        guard.form(router, "/console/campaigns/{campaign}/try", Access.SELLER, campaigns::trial);
        guard.form(router, "/console/campaigns/{campaign}/post", Access.SELLER, campaigns::post);
        guard.page(router, StatisticsPage.HERE, Access.SELLER, statistics::page);
        guard.page(router, SellerNumbers.HERE, Access.SELLER, SellerNumbers::page);
        guard.page(router, SettingsPage.HERE, Access.ANY, SettingsPage::page);
        guard.page(router, SitePages.HERE, Access.SELLER, sites::page);
        guard.outside(router, SitePages.HERE + "/check", Access.SELLER, sites::check);
        guard.page(router, TrialPages.HERE, Access.BUYER_AND_OPERATOR, trials::page);
        guard.outside(router, TrialPages.HERE, Access.BUYER_AND_OPERATOR, trials::send);
    }

    private void forms(Router router) {
        String section = MarketForms.HERE + "/{section}";
        guard.page(router, section, Access.ANALYST, FormLists::list);
        guard.page(router, section + "/{name}", Access.ANALYST, forms::one);
        guard.page(router, MarketForms.NEW + "/{section}", Access.OPERATOR, forms::fresh);
        guard.longForm(router, section + "/preview", Access.OPERATOR, forms::preview);
        guard.longForm(router, section + "/apply", Access.OPERATOR, forms::apply);
        guard.form(router, section + "/remove", Access.OPERATOR, forms::remove);
    }

    private void people(Router router) {
        guard.page(router, ProfilePage.HERE, Access.ANY, profile::page);
        guard.form(router, ProfilePage.HERE + "/password", Access.ANY, profile::password);
        guard.form(router, ProfilePage.HERE + "/totp", Access.ANY, profile::beginTotp);
        guard.form(router, ProfilePage.HERE + "/totp/confirm", Access.ANY, profile::confirmTotp);
        guard.form(router, ProfilePage.HERE + "/totp/remove", Access.ANY, profile::removeTotp);
        guard.page(router, PeoplePages.HERE, Access.OPERATOR, people::list);
        guard.form(router, PeoplePages.HERE + "/create", Access.OPERATOR, people::create);
        guard.page(router, PeoplePages.HERE + "/{user}", Access.OPERATOR, people::one);
        guard.form(router, PeoplePages.HERE + "/{user}/change", Access.OPERATOR, people::change);
        guard.page(router, AuditPage.HERE, Access.OPERATOR, audit::page);
        guard.page(router, KeyPages.HERE, Access.OPERATOR, keys::list);
        guard.form(router, KeyPages.HERE + "/create", Access.OPERATOR, keys::create);
        guard.page(router, KeyPages.HERE + "/{key}", Access.OPERATOR, keys::one);
        guard.form(router, KeyPages.HERE + "/{key}/revoke", Access.OPERATOR, keys::revoke);
    }

    private Press.Sheet recording(Visit visit) {
        long id = Ids.parse(visit.lastButOne());
        CallRecord found = visit.sight().call(id);
        Path file = found == null || !visit.sight().hears(found) ? null : recorded.of(id);
        if (file == null) {
            throw new Guard.Missing("There is no such recording.");
        }
        return Press.Sheet.file(file);
    }

    @Override
    public void close() {
        whatIf.close();
        press.close();
        desk.close();
        sessions.write();
    }
}
