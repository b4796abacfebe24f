package io.gavel.gateway.console;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is around every page: the rail, and who looks.
 *
 * @param token what forms send back
 */
record Frame(String who, String role, String token, List<Place> rail) {
    private static final String ROOT = "/console";

    /**
     * A place of the rail.
     *
     * @param key g and this letter lead there
     * @param isWithin it is one of the settings
     * @param isShown the settings are shown where one of them is looked at; keys lead there from everywhere
     */
    record Place(String name, String address, String key, boolean isHere, boolean isWithin, boolean isShown) {}

    private record Known(String name, String address, String key, Access access, boolean isWithin) {
        Known(String name, String address, String key, Access access) {
            this(name, address, key, access, false);
        }

        /** One of the settings. */
        static Known within(String name, String address, String key, Access access) {
            return new Known(name, address, key, access, true);
        }

        boolean isAt(String path) {
            return is(address, path)
                    || WITHIN.getOrDefault(address, List.of()).stream().anyMatch(each -> is(each, path));
        }

        private static boolean is(String address, String path) {
            return path.equals(address) || path.startsWith(address + "/");
        }
    }

    /** Pages that belong to a place, and are elsewhere. */
    private static final Map<String, List<String>> WITHIN = Map.of(
            ROOT + "/pnl",
            List.of(SalesPage.HERE),
            FormLists.PLACE,
            List.of(MarketForms.HERE, MarketForms.NEW, ChangePages.HERE, ROOT + "/orders"),
            NumberPages.HERE,
            List.of(PoolPages.HERE),
            ROOT + "/health",
            List.of(LetterPages.HERE));

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
            new Known("Statistics", StatisticsPage.HERE, "x", Access.SELLER),
            new Known("Numbers", SellerNumbers.HERE, "n", Access.SELLER),
            new Known("Your site", SitePages.HERE, "j", Access.SELLER),
            new Known("Test delivery", TrialPages.HERE, "t", Access.BUYER),
            new Known("Billing", BillingPages.HERE, "y", Access.ANALYST),
            new Known("Scores", ScorePages.HERE, "s", Access.ANALYST),
            new Known("Statement", ROOT + "/statement", "s", Access.BUYER),
            new Known("Earnings", ROOT + "/statement", "s", Access.SELLER),
            new Known("Health", ROOT + "/health", "h", Access.ANALYST),
            new Known("Docs", "/docs", "d", Access.SELLER),
            new Known("Settings", SettingsPage.HERE, "g", Access.ANY),
            Known.within("People", PeoplePages.HERE, "u", Access.OPERATOR),
            Known.within("Keys", KeyPages.HERE, "k", Access.OPERATOR),
            Known.within("Audit", AuditPage.HERE, "t", Access.OPERATOR),
            Known.within("Account", ProfilePage.HERE, "a", Access.ANY),
            Known.within("API", "/docs", "d", Access.BUYER_OR_OPERATOR));

    static Frame of(Visit visit, String path) {
        Principal who = visit.who();
        List<Place> rail = new ArrayList<>();
        boolean isSetting = PLACES.stream()
                .anyMatch(place -> (place.isWithin() || place.address().equals(SettingsPage.HERE)) && place.isAt(path));
        for (Known place : PLACES) {
            if (place.access().allows(who.role())) {
                rail.add(new Place(
                        place.name(),
                        place.address(),
                        place.key(),
                        place.isAt(path),
                        place.isWithin(),
                        !place.isWithin() || isSetting));
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
