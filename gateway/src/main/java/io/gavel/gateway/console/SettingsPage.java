package io.gavel.gateway.console;

import java.util.ArrayList;
import java.util.List;

/** What is not of the day's business: who may come in, with which keys, what was changed, one's own account, the interface. */
final class SettingsPage {
    static final String HERE = "/console/settings";

    private SettingsPage() {}

    static Page page(Visit visit) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Frame.Place place : Frame.of(visit, HERE).rail()) {
            if (place.isWithin()) {
                rows.add(List.of(Cell.of(place.name()).to(place.address()), Cell.of(what(place.address()))));
            }
        }
        Page.Headline headline = Page.Headline.of("You are ")
                .figure(visit.person().name(), ProfilePage.HERE)
                .text(", " + visit.who().role().word() + ".");
        return Page.of(
                "Settings",
                headline,
                new Block.Table(
                        "What can be set", List.of(Block.Column.of("place"), Block.Column.of("what")), rows, ""));
    }

    private static String what(String address) {
        return switch (address) {
            case PeoplePages.HERE -> "Who signs in by name, in which role; locked and removed ones.";
            case KeyPages.HERE -> "API keys of programs: made, shown once, revoked.";
            case AuditPage.HERE -> "Who changed what, of the market and of accounts.";
            case ProfilePage.HERE -> "Your password and second factor.";
            default -> "The interface for programs, with examples that can be tried.";
        };
    }
}
