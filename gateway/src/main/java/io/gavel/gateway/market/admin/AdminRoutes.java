package io.gavel.gateway.market.admin;

import io.gavel.gateway.account.AccountLog;
import io.gavel.gateway.config.HttpConfig;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Body;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.market.ApiKeys;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Section;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.ring.InputRing;
import io.gavel.view.Views;
import java.time.InstantSource;
import java.util.List;

/** The paths of this package; {@code Routes} names them together with everybody else's. */
public final class AdminRoutes {
    private static final int MAX_ENTITY_BYTES = 256 * 1024;
    private static final int COST_BYTES = 1 << 20;

    private final HttpConfig limits;
    private final Directory directory;
    private final Market market;
    private final ApiKeys keys;
    private final AccountLog accounts;
    private final Views views;
    private final InstantSource clock;
    private final SuppressionHandler suppressions;
    private final Commands commands;

    public AdminRoutes(
            HttpConfig limits,
            Directory directory,
            Market market,
            ApiKeys keys,
            AccountLog accounts,
            Views views,
            PersonHash persons,
            InputRing inputs,
            Replies replies,
            InstantSource clock) {
        this.limits = limits;
        this.directory = directory;
        this.market = market;
        this.keys = keys;
        this.accounts = accounts;
        this.views = views;
        this.clock = clock;
        this.commands = new Commands(inputs, replies);
        this.suppressions = new SuppressionHandler(directory, market, persons, commands);
    }

    /** Adds them all. */
    public void addTo(Router router) {
        MarketHandler whole = new MarketHandler(market);
        router.route("GET", "/v1/admin/market", Access.OPERATOR, whole::get);
        router.route("PUT", "/v1/admin/market", Access.OPERATOR, whole::put)
                .takes(Body.ANY)
                .limit(limits.marketBytes());
        KeysHandler keysHandler = new KeysHandler(keys, directory);
        router.route("GET", "/v1/admin/keys", Access.OPERATOR, keysHandler::list);
        router.route("POST", "/v1/admin/keys", Access.OPERATOR, keysHandler::create)
                .secret();
        router.route("DELETE", "/v1/admin/keys/{id}", Access.OPERATOR, keysHandler::revoke);
        AuditHandler audit = new AuditHandler(views.audit(), accounts, directory);
        router.route("GET", "/v1/admin/audit", Access.OPERATOR, audit::list);
        for (Section section : Section.values()) {
            entities(router, section);
        }
        for (Section section : List.of(Section.BUYERS, Section.SELLERS, Section.CARRIERS)) {
            String path = "/v1/admin/" + section.key() + "/{id}/payments";
            router.route("POST", path, Access.OPERATOR, new PaymentHandler(section, directory, commands)::record);
        }
        for (Section section : List.of(Section.SELLERS, Section.CARRIERS)) {
            String path = "/v1/admin/" + section.key() + "/{id}/payouts";
            PayoutHandler payouts = new PayoutHandler(section, directory, views, commands, clock);
            router.route("POST", path, Access.OPERATOR, payouts::pay);
        }
        for (Section section : List.of(Section.BUYERS, Section.WEBHOOKS)) {
            String path = "/v1/admin/" + section.key() + "/{id}/signing-secret";
            router.route("POST", path, Access.OPERATOR, new SigningSecretHandler(section, market)::create)
                    .takes(Body.ANY)
                    .secret();
        }
        for (String method : List.of("POST", "DELETE")) {
            suppressions(router, method);
        }
        router.route("POST", "/v1/costs", Access.OPERATOR, new CostsHandler(directory, market, commands)::report)
                .takes(Body.ANY)
                .limit(COST_BYTES);
        ReturnsHandler returns = new ReturnsHandler(directory, views, commands);
        router.route("GET", "/v1/admin/returns", Access.OPERATOR, returns::ofAll);
        router.route("POST", "/v1/admin/returns/{lead_id}/approve", Access.OPERATOR, returns::approve);
        router.route("POST", "/v1/admin/returns/{lead_id}/refuse", Access.OPERATOR, returns::refuse);
        router.route("GET", "/v1/buyer/returns", Access.BUYER, returns::ofBuyer);
        ReviewsHandler reviews = new ReviewsHandler(directory, views, commands);
        router.route("GET", "/v1/admin/reviews", Access.OPERATOR, reviews::list);
        router.route("POST", "/v1/admin/reviews/{call_id}/approve", Access.OPERATOR, reviews::approve);
        router.route("POST", "/v1/admin/reviews/{call_id}/reject", Access.OPERATOR, reviews::reject);
        BuyerOrdersHandler orders = new BuyerOrdersHandler(directory, market);
        router.route("GET", "/v1/buyer/orders", Access.BUYER, orders::list);
        router.route("GET", "/v1/buyer/orders/{id}", Access.BUYER, orders::get);
        router.route("PATCH", "/v1/buyer/orders/{id}", Access.BUYER, orders::patch);
    }

    private void entities(Router router, Section section) {
        EntityHandler handler = new EntityHandler(section, market, directory);
        String path = "/v1/admin/" + section.key();
        router.route("GET", path, Access.OPERATOR, handler::list);
        router.route("GET", path + "/{id}", Access.OPERATOR, handler::get);
        router.route("PUT", path + "/{id}", Access.OPERATOR, handler::put).limit(MAX_ENTITY_BYTES);
        router.route("DELETE", path + "/{id}", Access.OPERATOR, handler::delete);
    }

    private void suppressions(Router router, String method) {
        int limit = limits.suppressionBytes();
        router.route(method, "/v1/suppressions", Access.SELLER, suppressions::ofSeller)
                .takes(Body.ANY)
                .limit(limit);
        router.route(method, "/v1/buyer/suppressions", Access.BUYER, suppressions::ofBuyer)
                .takes(Body.ANY)
                .limit(limit);
        router.route(method, "/v1/admin/suppressions/all", Access.OPERATOR, suppressions::ofAll)
                .takes(Body.ANY)
                .limit(limit);
        router.route(method, "/v1/admin/suppressions/{scope}/{id}", Access.OPERATOR, suppressions::ofOne)
                .takes(Body.ANY)
                .limit(limit);
    }
}
