package io.gavel.gateway.console;

import io.gavel.gateway.account.Totp;
import io.gavel.gateway.account.User;
import io.gavel.gateway.account.Users;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody's own password and second factor. */
final class ProfilePage {
    static final String HERE = "/console/account";

    private final Users users;
    private final Sessions sessions;
    private final Locks locks;
    private final Press press;

    ProfilePage(Users users, Sessions sessions, Locks locks, Press press) {
        this.users = users;
        this.sessions = sessions;
        this.locks = locks;
        this.press = press;
    }

    Page page(Visit visit) {
        return shown(visit.person(), List.of());
    }

    private static Page shown(Person person, List<Block> first) {
        User user = person.user();
        String role = person.principal().role().word();
        Page.Headline headline = Page.Headline.of("You are ")
                .figure(person.name(), "")
                .text(", " + role)
                .text(
                        user == null
                                ? ", signed in with an API key. Names and passwords are for people: an operator makes them."
                                : user.isProvided()
                                        ? ", signed in by your company's identity provider. It has your password, and says what"
                                                + " you may do here."
                                        : user.hasTotp()
                                                ? ", with a password and a second factor."
                                                : ", with a password and no second factor.");
        List<Block> blocks = new ArrayList<>(first);
        if (user != null && user.temporary()) {
            blocks.add(new Block.Note(
                    "Choose a password first",
                    "warning",
                    List.of("Yours was made by somebody else. Nothing else is open to you before.")));
        }
        if (user != null && !user.isProvided()) {
            blocks.add(new Block.Form(
                    "Another password",
                    HERE + "/password",
                    "Change it",
                    List.of(
                            Block.Input.secret("password", "the present one"),
                            Block.Input.secret("new", "the new one, 12 characters at least"),
                            Block.Input.secret("newAgain", "the new one again")),
                    List.of()));
        }
        if (user != null && !user.temporary() && !user.isProvided()) {
            blocks.add(
                    user.hasTotp()
                            ? new Block.Form(
                                    "Second factor",
                                    HERE + "/totp/remove",
                                    "Do without it",
                                    List.of(Block.Input.secret("password", "your password")),
                                    List.of())
                            : new Block.Form(
                                    "Second factor: a code of an app on your phone, each time you sign in",
                                    HERE + "/totp",
                                    "Set it up",
                                    List.of(),
                                    List.of()));
        }
        return Page.of("Account", headline, blocks);
    }

    Press.Sheet password(Visit visit) {
        User user = user(visit);
        String chosen = raw(visit, "new");
        String problem = wrongPassword(visit, user);
        if (problem == null && !chosen.equals(raw(visit, "newAgain"))) {
            problem = "The new password was not the same both times.";
        }
        Users.Outcome outcome = problem == null ? users.choosePassword(user.id(), chosen) : null;
        return answer(visit, outcome, problem, "Your password is changed. Everywhere else you are signed out.");
    }

    Press.Sheet beginTotp(Visit visit) {
        return totp(visit, Totp.secret(), "");
    }

    private Press.Sheet totp(Visit visit, byte[] secret, String problem) {
        String text = Totp.base32(secret);
        List<Block> blocks = new ArrayList<>();
        if (!problem.isEmpty()) {
            blocks.add(new Block.Note("That cannot be", "warning", List.of(problem)));
        }
        blocks.add(new Block.Code("1. Give this key to your app (time-based, six digits)", spaced(text)));
        blocks.add(new Block.Code(
                "or open this address on the phone",
                "otpauth://totp/Gavel:" + Guard.encoded(visit.person().name()).replace("+", "%20") + "?secret=" + text
                        + "&issuer=Gavel"));
        blocks.add(new Block.Form(
                "2. Show that it works",
                HERE + "/totp/confirm",
                "Use it from now on",
                List.of(
                        Block.Input.text("code", "the code that the app shows", ""),
                        Block.Input.secret("password", "your password")),
                List.of(Block.Input.text("secret", "", text))));
        Page.Headline headline = Page.Headline.of("Nothing is changed yet. ").figure("Leave it as it is", HERE);
        return page(visit, problem.isEmpty() ? 200 : 422, Page.of("Second factor", headline, blocks));
    }

    Press.Sheet confirmTotp(Visit visit) {
        User user = user(visit);
        byte[] secret = Totp.ofBase32(visit.query().text("secret"));
        String problem = wrongPassword(visit, user);
        if (problem != null) {
            return totp(visit, secret, problem);
        }
        Users.Outcome outcome = users.addTotp(user.id(), secret, visit.query().text("code"));
        return outcome.problem() != null
                ? totp(visit, secret, outcome.problem())
                : answer(visit, outcome, null, "From now on a code is asked for. Everywhere else you are signed out.");
    }

    Press.Sheet removeTotp(Visit visit) {
        User user = user(visit);
        String problem = wrongPassword(visit, user);
        Users.Outcome outcome = problem == null ? users.removeTotp(user.id(), user.id()) : null;
        return answer(visit, outcome, problem, "No code is asked for any longer.");
    }

    private Press.Sheet answer(Visit visit, Users.@Nullable Outcome outcome, @Nullable String problem, String good) {
        String wrong = problem != null || outcome == null ? problem : outcome.problem();
        User now = outcome == null ? null : outcome.user();
        if (wrong != null || now == null) {
            Block note = new Block.Note(
                    "That cannot be", "warning", List.of(wrong == null ? "" : wrong, "Nothing was changed."));
            return page(visit, 422, shown(visit.person(), List.of(note)));
        }
        sessions.keep(visit.session(), now);
        Block note = new Block.Note("Changed", "good", List.of(good));
        Person after = new Person(visit.who(), now);
        return page(visit.with(after), 200, shown(after, List.of(note)));
    }

    /** Whoever found an open browser must not get further by guessing. */
    private @Nullable String wrongPassword(Visit visit, User user) {
        long wait = locks.waitSeconds("", user.name());
        if (wait > 0) {
            return "Too many wrong passwords. Try again in " + wait + " s.";
        }
        if (users.check(user.name(), raw(visit, "password")) != null) {
            return null;
        }
        locks.failed("", user.name());
        return "This is not your password.";
    }

    private static User user(Visit visit) {
        User user = visit.person().user();
        if (user == null) {
            throw new Guard.Missing("Who signed in with a key has no password.");
        }
        return user;
    }

    /** With its spaces. */
    private static String raw(Visit visit, String name) {
        return visit.query().values().getOrDefault(name, "");
    }

    private static String spaced(String text) {
        return text.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private Press.Sheet page(Visit visit, int status, Page page) {
        return press.page(status, Frame.of(visit, HERE), page);
    }
}
