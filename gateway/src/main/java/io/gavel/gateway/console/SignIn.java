package io.gavel.gateway.console;

import io.gavel.gateway.account.Desk;
import io.gavel.gateway.account.User;
import io.gavel.gateway.account.Users;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Body;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Principals;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Router;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in, with a name and a password and perhaps a code, or with an API key; and out. On event loops; passwords on the
 * desk, pages on the press.
 */
final class SignIn {
    static final String HERE = "/console/sign-in";
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final int FORM_BYTES = 4_096;
    private static final long FORM_SECONDS = 3_600;
    private static final String CODE = HERE + "/code";

    private final Sessions sessions;
    private final Users users;
    private final Principals keys;
    private final Locks locks;
    private final Halfway halfway;
    private final Function<Call, String> addresses;
    private final Desk desk;
    private final Press press;
    private final Supplier<Boolean> isNew;
    private final String providerTitle;

    /**
     * @param addresses where a call comes from
     * @param isNew whether nothing was set up yet
     * @param providerTitle what the way by the identity provider is called; empty: there is none
     */
    SignIn(
            Sessions sessions,
            Users users,
            Principals keys,
            Locks locks,
            Halfway halfway,
            Function<Call, String> addresses,
            Desk desk,
            Press press,
            Supplier<Boolean> isNew,
            String providerTitle) {
        this.sessions = sessions;
        this.users = users;
        this.keys = keys;
        this.locks = locks;
        this.halfway = halfway;
        this.addresses = addresses;
        this.desk = desk;
        this.press = press;
        this.isNew = isNew;
        this.providerTitle = providerTitle;
    }

    void addTo(Router router) {
        router.route("GET", "/", Access.PUBLIC, this::home).page(Access.PUBLIC);
        router.route("GET", "/console", Access.PUBLIC, this::home).page(Access.PUBLIC);
        router.route("GET", HERE, Access.PUBLIC, call -> ask(call, 200, "")).page(Access.PUBLIC);
        form(router, HERE, this::signIn);
        form(router, CODE, this::code);
        form(router, "/console/sign-out", this::signOut);
    }

    private static void form(Router router, String path, io.gavel.gateway.http.Handler handler) {
        router.route("POST", path, Access.PUBLIC, handler)
                .takes(Body.ANY)
                .limit(FORM_BYTES)
                .page(Access.PUBLIC);
    }

    /** The cookie is for {@code /console} only, so {@code /} cannot know who comes. */
    private void home(Call call) {
        if (call.path().equals("/")) {
            Press.give(call, Press.Sheet.move("/console"));
            return;
        }
        Session session = sessions.of(call);
        Person who = session == null ? null : sessions.personOf(session);
        String stranger = isNew.get() ? FirstRun.HERE : HERE;
        Press.give(call, Press.Sheet.move(who == null ? stranger : start(who)));
    }

    private static String start(Person who) {
        return who.hasToChoose()
                ? ProfilePage.HERE
                : Frame.start(who.principal().role());
    }

    /** The page with the forms. */
    void ask(Call call, int status, String problem) {
        String to = Query.of(call).text("to");
        door(call, status, problem, isOurs(to) ? to : "", "");
    }

    /** The page with the forms; {@code ticket}: the password was right, a code is wanted. */
    private void door(Call call, int status, String problem, String to, String ticket) {
        String token = formToken(call);
        press.print(call, () -> {
            String text = press.text(
                    "sign-in.jte",
                    Map.of(
                            "frame",
                            Frame.empty(token),
                            "problem",
                            problem,
                            "to",
                            to,
                            "ticket",
                            ticket,
                            "withNames",
                            users.list().stream().anyMatch(user -> !user.isProvided()),
                            "provider",
                            providerTitle));
            return new Press.Sheet(status, Press.HTML, Buffer.buffer(text), "");
        });
    }

    /** A token for a form of somebody without a session: it has to come back in a cookie, too. */
    static String formToken(Call call) {
        String token = Session.random();
        call.with("set-cookie", Sessions.FORM_COOKIE + "=" + token + Sessions.attributes(call, FORM_SECONDS));
        return token;
    }

    /** Whether a form of somebody without a session is one of ours. */
    static boolean isOurForm(Call call, Query form) {
        String cookie = call.cookie(Sessions.FORM_COOKIE);
        return cookie != null && Guard.same(form.text("token"), cookie);
    }

    private void signIn(Call call) {
        Query form = Query.of(call);
        String address = addresses.apply(call);
        if (isRefused(call, form, address, form.text("name"))) {
            return;
        }
        if (form.text("key").isEmpty()) {
            String name = form.text("name");
            String password = form.values().getOrDefault("password", "");
            later(call, () -> users.check(name, password), user -> checked(call, form, address, name, user));
            return;
        }
        Principal who = keys.find(form.text("key"));
        if (who == null) {
            refused(call, address, "", "Nobody has this key. Nothing was changed.");
            return;
        }
        locks.succeeded(address, "");
        if (sessions.begin(call, form.text("key")) == null) {
            ask(call, 503, "Too many people are signed in. Try again later.");
            return;
        }
        LOG.info("console sign-in={} role={} address={}", who.name(), who.role().word(), address);
        welcome(call, form.text("to"), Frame.start(who.role()));
    }

    private void checked(Call call, Query form, String address, String name, @Nullable User user) {
        if (user == null) {
            refused(call, address, name, "This name and password do not belong together.");
        } else if (user.hasTotp()) {
            door(call, 200, "", form.text("to"), halfway.begin(user));
        } else {
            enter(call, form, address, name, user);
        }
    }

    private void code(Call call) {
        Query form = Query.of(call);
        String address = addresses.apply(call);
        String ticket = form.text("ticket");
        User user = halfway.of(ticket);
        if (user == null) {
            ask(call, 403, "That took too long. Sign in again.");
            return;
        }
        if (isRefused(call, form, address, user.name())) {
            return;
        }
        later(call, () -> users.takes(user.id(), form.text("code")), isRight -> {
            if (Boolean.TRUE.equals(isRight)) {
                halfway.end(ticket);
                enter(call, form, address, user.name(), user);
            } else {
                locks.failed(address, user.name());
                LOG.warn("console sign-in=refused user={} address={} problem=code", user.id(), address);
                door(call, 403, "This code is wrong, or was used already.", form.text("to"), ticket);
            }
        });
    }

    private void enter(Call call, Query form, String address, String name, User user) {
        Principal who = users.principal(user);
        if (who == null || sessions.begin(call, user) == null) {
            ask(call, 503, "Too many people are signed in. Try again later.");
            return;
        }
        locks.succeeded(address, name);
        LOG.info("console sign-in={} role={} address={}", user.id(), user.role().word(), address);
        welcome(call, form.text("to"), start(new Person(who, user)));
    }

    private static void welcome(Call call, String to, String start) {
        Press.give(call, Press.Sheet.move(isOurs(to) && !start.equals(ProfilePage.HERE) ? to : start));
    }

    /** Answered already: a form of another site, or too many wrong ones. */
    private boolean isRefused(Call call, Query form, String address, String name) {
        if (!isOurForm(call, form)) {
            ask(call, 403, "This form was too old. Try again.");
            return true;
        }
        long wait = locks.waitSeconds(address, name);
        if (wait > 0) {
            call.with("retry-after", Long.toString(wait));
            ask(call, 429, "Too many wrong ones. Try again in " + wait + " s.");
        }
        return wait > 0;
    }

    private void refused(Call call, String address, String name, String sentence) {
        locks.failed(address, name);
        LOG.warn("console sign-in=refused address={}", address);
        ask(call, 403, sentence);
    }

    private <T> void later(Call call, Supplier<T> work, java.util.function.Consumer<T> then) {
        boolean isTaken = desk.offer(() -> {
            T result = work.get();
            call.loop().context().runOnContext(now -> {
                if (!call.isAnswered()) {
                    then.accept(result);
                }
            });
        });
        if (!isTaken) {
            call.problem(Problems.BUSY);
        }
    }

    private void signOut(Call call) {
        Session session = sessions.of(call);
        if (session != null && !Guard.same(Query.of(call).text("token"), session.token())) {
            Press.give(call, Press.Sheet.move("/console"));
            return;
        }
        sessions.end(call);
        Press.give(call, Press.Sheet.move(HERE));
    }

    /** Never to another site. */
    static boolean isOurs(String address) {
        return address.startsWith("/console/") && !address.contains("//") && !address.contains("\\");
    }
}
