package io.gavel.gateway.console;

import io.gavel.gateway.account.Desk;
import io.gavel.gateway.account.User;
import io.gavel.gateway.account.Users;
import io.gavel.gateway.account.provider.Arrival;
import io.gavel.gateway.account.provider.Provider;
import io.gavel.gateway.account.provider.Refused;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Router;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in by the operators' identity provider: away, and back again. Whoever comes back is a {@link User} like others, without a
 * password. On event loops; the users' file on the desk.
 *
 * <p>The way back begins at another site, so the session's cookie (SameSite=Strict) would not be sent after a redirect: the answer
 * is a page of ours that goes on by itself. The cookie of the way itself is Lax, and good for nothing else.
 */
final class ProviderSignIn {
    static final String HERE = SignIn.HERE + "/provider";
    private static final String BACK = HERE + "/callback";
    private static final String COOKIE = "gavel_provider";
    private static final int COOKIE_SECONDS = 600;
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);

    private final Provider provider;
    private final Sessions sessions;
    private final Users users;
    private final Function<Call, String> addresses;
    private final Desk desk;
    private final Press press;
    private final Door door;

    /** The page to sign in, with a problem on it. */
    interface Door {
        void ask(Call call, int status, String problem);
    }

    ProviderSignIn(
            Provider provider,
            Sessions sessions,
            Users users,
            Function<Call, String> addresses,
            Desk desk,
            Press press,
            Door door) {
        this.provider = provider;
        this.sessions = sessions;
        this.users = users;
        this.addresses = addresses;
        this.desk = desk;
        this.press = press;
        this.door = door;
    }

    void addTo(Router router) {
        router.route("GET", HERE, Access.PUBLIC, this::depart).page(Access.PUBLIC);
        router.route("GET", BACK, Access.PUBLIC, this::arrive).page(Access.PUBLIC);
    }

    private void depart(Call call) {
        String here = here(call);
        if (here.isEmpty()) {
            call.problem(Problems.malformed("The Host header names no host."));
            return;
        }
        String to = Query.of(call).text("to");
        CompletableFuture<?> unused = provider.depart(here + BACK, SignIn.isOurs(to) ? to : "", addresses.apply(call))
                .whenComplete(onLoop(call, (sent, problem) -> {
                    if (sent == null) {
                        refuse(call, problem);
                        return;
                    }
                    String secure = call.isSecure() ? "; Secure" : "";
                    call.with(
                            "set-cookie",
                            COOKIE + "=" + sent.browser() + "; Path=" + HERE + "; HttpOnly; SameSite=Lax; Max-Age="
                                    + COOKIE_SECONDS + secure);
                    Press.give(call, Press.Sheet.move(sent.address()));
                }));
    }

    private void arrive(Call call) {
        Provider.Returned returned = new Provider.Returned(
                call.query("code"), call.query("state"), call.query("iss"), call.query("error"), call.cookie(COOKIE));
        CompletableFuture<?> unused = provider.arrive(returned).whenComplete(onLoop(call, (arrival, problem) -> {
            if (arrival == null) {
                refuse(call, problem);
            } else {
                admit(call, arrival);
            }
        }));
    }

    private void admit(Call call, Arrival arrival) {
        boolean isTaken = desk.offer(() -> {
            Users.Outcome outcome;
            try {
                outcome = admitted(arrival);
            } catch (RuntimeException e) {
                LOG.error("console sign-in=failed by=provider", e);
                outcome = new Users.Outcome("The users' file could not be written. The log says why.", null, "");
            }
            Users.Outcome done = outcome;
            call.loop().context().runOnContext(now -> enter(call, arrival, done));
        });
        if (!isTaken) {
            call.problem(Problems.BUSY);
        }
    }

    private Users.Outcome admitted(Arrival arrival) {
        if (arrival.role() != null) {
            return users.arrive(arrival.identity(), arrival.name(), arrival.role());
        }
        users.leave(arrival.identity());
        return new Users.Outcome(
                "The identity provider knows you, but gives you no role here. Whoever runs it has to put you into one of the groups"
                        + " that sign_in.operators or sign_in.analysts name.",
                null,
                "");
    }

    private void enter(Call call, Arrival arrival, Users.Outcome outcome) {
        User user = outcome.user();
        if (call.isAnswered()) {
            return;
        }
        if (outcome.problem() != null || user == null) {
            LOG.warn("console sign-in=refused address={} problem=role", addresses.apply(call));
            door.ask(call, 403, outcome.problem() == null ? "" : outcome.problem());
            return;
        }
        if (sessions.begin(call, user) == null) {
            door.ask(call, 503, "Too many people are signed in. Try again later.");
            return;
        }
        LOG.info(
                "console sign-in={} role={} address={} by=provider",
                user.id(),
                user.role().word(),
                addresses.apply(call));
        String to = SignIn.isOurs(arrival.to()) ? arrival.to() : Frame.start(user.role());
        press.print(call, () -> {
            String text = press.text("arrived.jte", Map.of("name", user.name(), "to", to));
            return new Press.Sheet(200, Press.HTML, Buffer.buffer(text), "");
        });
    }

    private void refuse(Call call, @Nullable Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof Refused refused) {
            LOG.warn("console sign-in=refused address={} problem={}", addresses.apply(call), refused.word());
            int status =
                    refused.word().startsWith("provider-") && !refused.word().equals("provider-error") ? 503 : 403;
            door.ask(call, status, refused.sentence());
            return;
        }
        LOG.error("console sign-in=failed by=provider", cause);
        door.ask(call, 500, "Something went wrong here; the log says what. Nothing was changed.");
    }

    /** Answers come on the client's loop: to the call's own with them. */
    private static <T> BiConsumer<T, @Nullable Throwable> onLoop(
            Call call, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        return (value, problem) -> call.loop().context().runOnContext(now -> {
            if (!call.isAnswered()) {
                then.accept(value, problem);
            }
        });
    }

    /** The console's address as browsers see it; empty: nobody can tell. */
    private String here(Call call) {
        if (!provider.console().isEmpty()) {
            return provider.console();
        }
        String host = call.authority();
        return !host.matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?|\\[[0-9a-fA-F:.]+\\](:[0-9]{1,5})?")
                ? ""
                : (call.isSecure() ? "https://" : "http://") + host;
    }
}
