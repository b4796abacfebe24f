package io.gavel.gateway.console;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What is around every page: the rail, and who looks.
 *
 * @param token what forms send back
 */
record Frame(String who, String role, String token, List<Place> rail) {
    private static final String ROOT = "/console";

    /** A place of the rail; {@code key}: g and this letter lead there. */
    record Place(String name, String address, String key, boolean isHere) {}

    private record Known(String name, String address, String key, Access access) {}

    private static final List<Known> PLACES = List.of(
            new Known("Live", ROOT + "/live", "l", Access.ANALYST),
            new Known("P&L", ROOT + "/pnl", "p", Access.ANALYST),
            new Known("Overview", ROOT + "/overview", "o", Access.BUYER),
            new Known("Overview", ROOT + "/earnings-overview", "o", Access.SELLER),
            new Known("Pings", ROOT + "/pings", "i", Access.SELLER_OR_OPERATOR),
            new Known("Orders", ROOT + "/orders", "r", Access.BUYER),
            new Known("Leads", ROOT + "/leads", "e", Access.BUYER_OR_OPERATOR),
            new Known("Calls", ROOT + "/calls", "c", Access.ANY),
            new Known("Returns", ReturnPages.HERE, "b", Access.BUYER_OR_OPERATOR),
            new Known("Why not more?", MissedPage.HERE, "w", Access.BUYER),
            new Known("Market", ROOT + "/market", "m", Access.ANALYST),
            new Known("Numbers", NumberPages.HERE, "n", Access.ANALYST),
            new Known("Flows", FlowPages.HERE, "f", Access.ANALYST),
            new Known("What-if", WhatIfPages.HERE, "w", Access.ANALYST),
            new Known("Campaigns", ROOT + "/campaigns", "m", Access.SELLER),
            new Known("Statistics", StatisticsPage.HERE, "n", Access.SELLER),
            new Known("Your site", SitePages.HERE, "j", Access.SELLER),
            new Known("Test delivery", TrialPages.HERE, "t", Access.BUYER),
            new Known("Billing", BillingPages.HERE, "y", Access.ANALYST),
            new Known("Scores", ScorePages.HERE, "s", Access.ANALYST),
            new Known("Statement", ROOT + "/statement", "s", Access.BUYER),
            new Known("Earnings", ROOT + "/statement", "s", Access.SELLER),
            new Known("Health", ROOT + "/health", "h", Access.ANALYST),
            new Known("People", PeoplePages.HERE, "u", Access.OPERATOR),
            new Known("Keys", KeyPages.HERE, "k", Access.OPERATOR),
            new Known("Audit", AuditPage.HERE, "t", Access.OPERATOR),
            new Known("Account", ProfilePage.HERE, "a", Access.ANY),
            new Known("API", "/docs", "d", Access.ANY));

    static Frame of(Visit visit, String path) {
        Principal who = visit.who();
        List<Place> rail = new ArrayList<>();
        for (Known place : PLACES) {
            if (place.access().allows(who.role())) {
                boolean isHere = path.equals(place.address()) || path.startsWith(place.address() + "/");
                rail.add(new Place(place.name(), place.address(), place.key(), isHere));
            }
        }
        return new Frame(
                visit.person().name(), who.role().word(), visit.session().token(), rail);
    }

    /** Nobody's. */
    static Frame empty(String token) {
        return new Frame("", "", token, List.of());
    }

    /** Where a role begins. */
    static String start(Role role) {
        return switch (role) {
            case OPERATOR, ANALYST -> ROOT + "/live";
            case SELLER -> ROOT + "/earnings-overview";
            case BUYER -> ROOT + "/overview";
        };
    }
}
