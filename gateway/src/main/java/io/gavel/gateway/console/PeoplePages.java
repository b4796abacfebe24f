package io.gavel.gateway.console;

import io.gavel.gateway.account.User;
import io.gavel.gateway.account.Users;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.List;

/** Who may sign in with a name: operators let people in, and out again. */
final class PeoplePages {
    static final String HERE = "/console/people";

    private final Users users;
    private final Press press;

    PeoplePages(Users users, Press press) {
        this.users = users;
        this.press = press;
    }

    Page list(Visit visit) {
        return listed(visit, List.of());
    }

    private Page listed(Visit visit, List<Block> first) {
        List<User> all = users.list();
        List<List<Cell>> rows = new ArrayList<>();
        for (User user : all) {
            rows.add(List.of(
                    Cell.of(user.name()).to(HERE + "/" + user.id()),
                    Cell.of(user.role().word()),
                    Cell.of(user.owner().isEmpty() ? "–" : user.owner()),
                    Cell.state(user.enabled() ? "on" : "off"),
                    Cell.of(user.isProvided() ? "theirs" : user.hasTotp() ? "code" : "none"),
                    Cell.of(password(user)),
                    Cell.of(user.createdAt().replace('T', ' ').replace("Z", " UTC"))));
        }
        long safe = all.stream().filter(User::hasTotp).count();
        Page.Headline headline = Page.Headline.of("")
                .figure(Words.count(all.size()), "")
                .text((all.size() == 1 ? " person signs" : " people sign") + " in by name, " + Words.count(safe)
                        + " of them with a second factor.");
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(new Block.Table(
                "People",
                List.of(
                        Block.Column.of("name"),
                        Block.Column.of("role"),
                        Block.Column.minor("of"),
                        Block.Column.of("state"),
                        Block.Column.minor("second factor"),
                        Block.Column.minor("password"),
                        Block.Column.minor("since")),
                rows,
                "Nobody yet: everybody signs in with API keys."));
        blocks.add(form(visit));
        return Page.of("People", headline, blocks);
    }

    private static String password(User user) {
        return user.isProvided() ? "at the identity provider" : user.temporary() ? "temporary" : "chosen";
    }

    private static Block form(Visit visit) {
        return new Block.Form(
                "Let somebody in",
                HERE + "/create",
                "Create",
                List.of(
                        Block.Input.text("name", "name, for example an e-mail address", ""),
                        roles(),
                        owners(visit.sight().market())),
                List.of());
    }

    static Block.Input roles() {
        List<Block.Option> options = new ArrayList<>();
        for (Role role : Role.values()) {
            options.add(new Block.Option(role.word(), role.word()));
        }
        return new Block.Input("role", "role", "select", "analyst", options);
    }

    /** Whose seller or buyer it is. */
    static Block.Input owners(Snapshot market) {
        List<Block.Option> options = new ArrayList<>(List.of(new Block.Option("", "–")));
        for (EntityKind kind : List.of(EntityKind.SELLER, EntityKind.BUYER)) {
            for (int id = 1; id < market.end(kind) && options.size() < 500; id++) {
                Entity entity = market.entity(kind, id);
                if (entity != null && !entity.deleted()) {
                    String role = kind == EntityKind.SELLER ? "seller" : "buyer";
                    options.add(new Block.Option(role + ":" + entity.name(), role + " " + entity.name()));
                }
            }
        }
        return new Block.Input("owner", "of (sellers and buyers)", "select", "", options);
    }

    /** The owner's name, whichever role it was chosen for. */
    static String owner(Visit visit) {
        String text = visit.query().text("owner");
        return text.substring(text.indexOf(':') + 1);
    }

    static Role role(Visit visit) {
        for (Role role : Role.values()) {
            if (role.word().equals(visit.query().text("role"))) {
                return role;
            }
        }
        throw new Guard.Missing("There is no such role.");
    }

    Press.Sheet create(Visit visit) {
        Users.Outcome outcome = users.create(visit.query().text("name"), role(visit), owner(visit), "", visit.actor());
        if (outcome.problem() != null || outcome.user() == null) {
            return page(visit, 422, listed(visit, List.of(refusal(outcome.problem()))));
        }
        Block note = new Block.Note(
                "Created",
                "good",
                List.of(
                        outcome.user().name() + " signs in with this password once, and then chooses another.",
                        "It is shown only now:"));
        return page(visit, 200, listed(visit, List.of(note, new Block.Code("The password", outcome.password()))));
    }

    Page one(Visit visit) {
        return shown(user(visit.last()), List.of());
    }

    private static Page shown(User user, List<Block> first) {
        Page.Headline headline = Page.Headline.of("")
                .figure(user.name(), "")
                .text(" is " + user.role().word() + (user.owner().isEmpty() ? "" : " of " + user.owner())
                        + (user.enabled() ? " and may sign in." : " and may not sign in."));
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(new Block.Facts(
                "The account",
                List.of(
                        new Block.Fact("state", Cell.state(user.enabled() ? "on" : "off")),
                        new Block.Fact("second factor", Cell.of(user.hasTotp() ? "code of an app" : "none")),
                        new Block.Fact("password", Cell.of(password(user))),
                        new Block.Fact("known to the audit as", Cell.of(user.id())))));
        blocks.add(action(user, user.enabled() ? "disable" : "enable", user.enabled() ? "Switch off" : "Switch on"));
        if (!user.isProvided()) {
            blocks.add(action(user, "password", "Make a new temporary password"));
        }
        if (user.hasTotp()) {
            blocks.add(action(user, "totp", "Remove the second factor"));
        }
        blocks.add(action(user, "delete", "Delete for good"));
        return Page.of(user.name(), headline, blocks);
    }

    private static Block action(User user, String what, String button) {
        return new Block.Form(
                "", HERE + "/" + user.id() + "/change", button, List.of(), List.of(Block.Input.text("do", "", what)));
    }

    Press.Sheet change(Visit visit) {
        User user = user(visit.lastButOne());
        String actor = visit.actor();
        Users.Outcome outcome = switch (visit.query().text("do")) {
            case "enable" -> users.enable(user.id(), true, actor);
            case "disable" -> users.enable(user.id(), false, actor);
            case "password" -> users.resetPassword(user.id(), actor);
            case "totp" -> users.removeTotp(user.id(), actor);
            case "delete" -> users.delete(user.id(), actor);
            default -> throw new Guard.Missing("There is no such change.");
        };
        User now = users.find(user.id());
        if (now == null) {
            Block note = new Block.Note("Deleted", "good", List.of(user.name() + " is forgotten and signed out."));
            return page(visit, 200, listed(visit, List.of(note)));
        }
        if (outcome.problem() != null) {
            return page(visit, 409, shown(now, List.of(refusal(outcome.problem()))));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Note("Changed", "good", List.of("All sessions of " + now.name() + " are ended.")));
        if (!outcome.password().isEmpty()) {
            blocks.add(new Block.Code("The temporary password, shown only now", outcome.password()));
        }
        return page(visit, 200, shown(now, blocks));
    }

    private User user(String id) {
        User user = users.find(id);
        if (user == null) {
            throw new Guard.Missing("There is nobody of this id.");
        }
        return user;
    }

    private static Block refusal(@org.jspecify.annotations.Nullable String problem) {
        return new Block.Note(
                "That cannot be", "warning", List.of(problem == null ? "" : problem, "Nothing was changed."));
    }

    private Press.Sheet page(Visit visit, int status, Page page) {
        return press.page(status, Frame.of(visit, HERE), page);
    }
}
