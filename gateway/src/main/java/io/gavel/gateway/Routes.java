package io.gavel.gateway;

import io.gavel.gateway.account.UserRoutes;
import io.gavel.gateway.console.Console;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Body;
import io.gavel.gateway.http.Handler;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.http.seller.SellerHandlers;
import io.gavel.gateway.market.admin.AdminRoutes;
import io.gavel.gateway.notify.DeadLetters;
import io.gavel.gateway.number.NumberEdge;
import io.gavel.gateway.report.Reports;
import io.gavel.gateway.vault.PersonalDataHandler;
import io.gavel.gateway.vault.erasure.ErasureHandler;
import io.gavel.gateway.visit.Sizing;
import io.gavel.gateway.visit.VisitEdge;
import io.gavel.message.AccountKind;
import java.util.List;
import java.util.Locale;

/** Every path on one page; those of the market's administration and of the console on theirs. */
final class Routes {
    private static final int VISIT_BYTES = 48 * 1024;

    private final Health health;
    private final SellerHandlers sellers;
    private final AdminRoutes admin;
    private final UserRoutes users;
    private final Reports reports;
    private final PersonalDataHandler personalData;
    private final ErasureHandler erasures;
    private final DeadLetters deadLetters;
    private final Pages pages;
    private final VisitEdge visits;
    private final Sizing sizing;
    private final Handler carrierHooks;
    private final NumberEdge numbers;
    private final Console console;

    Routes(
            Health health,
            SellerHandlers sellers,
            AdminRoutes admin,
            UserRoutes users,
            Reports reports,
            PersonalDataHandler personalData,
            ErasureHandler erasures,
            DeadLetters deadLetters,
            Pages pages,
            VisitEdge visits,
            Sizing sizing,
            Handler carrierHooks,
            NumberEdge numbers,
            Console console) {
        this.visits = visits;
        this.sizing = sizing;
        this.health = health;
        this.sellers = sellers;
        this.admin = admin;
        this.users = users;
        this.reports = reports;
        this.personalData = personalData;
        this.erasures = erasures;
        this.deadLetters = deadLetters;
        this.pages = pages;
        this.carrierHooks = carrierHooks;
        this.numbers = numbers;
        this.console = console;
    }

    Router router() {
        Router router = new Router();
        router.route("GET", "/openapi.json", Access.PUBLIC, pages::openApi);
        router.route("GET", "/docs", Access.PUBLIC, pages::docs);
        pages.addTo(router);
        router.route("GET", "/healthz", Access.PUBLIC, health::live);
        router.route("GET", "/readyz", Access.PUBLIC, health::ready);
        router.route("GET", "/metrics", Access.OPERATOR, health::metrics);
        router.route("POST", "/v1/pings", Access.SELLER, sellers.ping()).takes(Body.JSON_OR_FORM);
        router.route("POST", "/v1/posts", Access.SELLER, sellers.post()).takes(Body.JSON_OR_FORM);
        router.route("POST", "/v1/leads", Access.SELLER, sellers.lead()).takes(Body.JSON_OR_FORM);
        visits(router);
        router.route("GET", "/v1/pings", Access.SELLER_OR_OPERATOR, reports.pings());
        router.route("GET", "/v1/pings/{ping_id}", Access.SELLER_OR_OPERATOR, sellers::findPing);
        router.route("GET", "/v1/pings/{ping_id}/explain", Access.OPERATOR, reports.explain());
        router.route("GET", "/v1/leads", Access.SELLER_OR_OPERATOR, reports.leads());
        router.route("GET", "/v1/leads/{lead_id}", Access.SELLER_OR_OPERATOR, sellers::findLead);
        router.route("GET", "/v1/calls", Access.SELLER_OR_OPERATOR, reports.calls());
        router.route("GET", "/v1/calls/{call_id}", Access.SELLER_OR_OPERATOR, reports.call());
        router.route("GET", "/v1/calls/{call_id}/recording", Access.OPERATOR, reports.recording());
        router.route("GET", "/v1/calls/{call_id}/transcript", Access.OPERATOR, reports.transcript());
        router.route("POST", "/v1/carriers/{carrier}/calls", Access.PUBLIC, carrierHooks)
                .takes(Body.JSON_OR_FORM);
        router.route("GET", "/v1/seller/statement", Access.SELLER, reports.sellerStatement());
        router.route("GET", "/v1/buyer/leads", Access.BUYER, reports.buyerLeads());
        router.route("GET", "/v1/buyer/calls", Access.BUYER, reports.buyerCalls());
        router.route("POST", "/v1/buyer/returns", Access.BUYER, reports.buyerReturns());
        router.route("GET", "/v1/buyer/statement", Access.BUYER, reports.buyerStatement());
        router.route("GET", "/v1/costs", Access.ANALYST, reports.costs());
        for (AccountKind kind : List.of(AccountKind.BUYER, AccountKind.SELLER, AccountKind.CARRIER)) {
            String path = "/v1/admin/" + kind.name().toLowerCase(Locale.ROOT) + "s/{id}/statement";
            router.route("GET", path, Access.ANALYST, reports.statementOf(kind));
        }
        router.route("POST", "/v1/outcomes", Access.BUYER_AND_OPERATOR, reports.outcomes());
        router.route("GET", "/v1/scores/{vertical}", Access.ANALYST, reports.scores());
        router.route("GET", "/v1/reports/pnl", Access.ANALYST, reports.pnl());
        router.route("GET", "/v1/reports/calls", Access.ANALYST, reports.callReport());
        router.route("GET", "/v1/reports/export", Access.OPERATOR, reports.export());
        router.route("GET", "/v1/conversions/google-ads.csv", Access.OPERATOR, reports.googleAds());
        router.route("GET", "/v1/conversions/microsoft-ads.csv", Access.OPERATOR, reports.microsoftAds());
        router.route("GET", "/v1/events", Access.OPERATOR, reports.events());
        router.route("DELETE", "/v1/admin/leads/{lead_id}/personal", Access.OPERATOR, personalData::erase);
        router.route("POST", "/v1/admin/erasures", Access.OPERATOR, erasures::ask);
        router.route("GET", "/v1/admin/erasures", Access.OPERATOR, erasures::list);
        router.route("GET", "/v1/admin/erasures/{erasure_id}", Access.OPERATOR, erasures::find);
        String dead = "/v1/admin/webhooks/dead-letters";
        router.route("GET", dead, Access.OPERATOR, deadLetters::list);
        router.route("POST", dead + "/resend", Access.OPERATOR, deadLetters::resendAll);
        router.route("POST", dead + "/{id}/resend", Access.OPERATOR, deadLetters::resend);
        admin.addTo(router);
        users.addTo(router);
        numbers.addTo(router);
        console.addTo(router);
        return router;
    }

    /** Pages ask these, without a key: small bodies, of any type, so that a browser need not ask before it sends. */
    private void visits(Router router) {
        router.route("GET", "/dni.js", Access.PUBLIC, visits::script);
        router.route("POST", "/v1/visits", Access.PUBLIC, visits::open)
                .takes(Body.ANY)
                .limit(VISIT_BYTES);
        router.route("OPTIONS", "/v1/visits", Access.PUBLIC, visits::preflight).takes(Body.NONE);
        router.route("POST", "/v1/visits/{visit_id}/touch", Access.PUBLIC, visits::touch)
                .takes(Body.NONE);
        router.route("OPTIONS", "/v1/visits/{visit_id}/touch", Access.PUBLIC, visits::preflight)
                .takes(Body.NONE);
        router.route("GET", "/v1/pools/{pool}/sizing", Access.ANALYST, sizing::handle);
    }
}
