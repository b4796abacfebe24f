package io.gavel.gateway.console;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Body;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Principals;
import io.gavel.gateway.http.Router;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in with an API key, and out. On event loops and the press. */
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final int FORM_BYTES = 4_096;
    private static final long FORM_SECONDS = 3_600;
    private static final String HERE = "/console/sign-in";

    private final Sessions sessions;
    private final Principals principals;
    private final Lockout lockout;
    private final Press press;

    SignIn(Sessions sessions, Principals principals, Lockout lockout, Press press) {
        this.sessions = sessions;
        this.principals = principals;
        this.lockout = lockout;
        this.press = press;
    }

    void addTo(Router router) {
        router.route("GET", "/", Access.PUBLIC, this::home).page(Access.PUBLIC);
        router.route("GET", "/console", Access.PUBLIC, this::home).page(Access.PUBLIC);
        router.route("GET", HERE, Access.PUBLIC, call -> ask(call, 200, "")).page(Access.PUBLIC);
        router.route("POST", HERE, Access.PUBLIC, this::signIn)
                .takes(Body.ANY)
                .limit(FORM_BYTES)
                .page(Access.PUBLIC);
        router.route("POST", "/console/sign-out", Access.PUBLIC, this::signOut)
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
        Principal who = session == null ? null : principals.find(session.key());
        Press.give(call, Press.Sheet.move(who == null ? HERE : Frame.start(who.role())));
    }

    private void ask(Call call, int status, String problem) {
        String token = Session.random();
        String to = Query.of(call).text("to");
        call.with("set-cookie", Sessions.FORM_COOKIE + "=" + token + Sessions.attributes(call, FORM_SECONDS));
        press.print(call, () -> {
            String text = press.text(
                    "sign-in.jte", Map.of("frame", Frame.empty(token), "problem", problem, "to", isOurs(to) ? to : ""));
            return new Press.Sheet(status, Press.HTML, Buffer.buffer(text), "");
        });
    }

    private void signIn(Call call) {
        Query form = Query.of(call);
        String cookie = Sessions.cookie(call, Sessions.FORM_COOKIE);
        if (cookie == null || !Guard.same(form.text("token"), cookie)) {
            ask(call, 403, "This form was too old. Try again.");
            return;
        }
        String address = call.address();
        long wait = lockout.waitSeconds(address);
        if (wait > 0) {
            call.with("retry-after", Long.toString(wait));
            ask(call, 429, "Too many wrong keys from your address. Try again in " + wait + " s.");
            return;
        }
        String key = form.text("key");
        Principal who = key.isEmpty() ? null : principals.find(key);
        if (who == null) {
            lockout.failed(address);
            LOG.warn("console sign-in=refused address={}", address);
            ask(call, 403, "Nobody has this key. Nothing was changed.");
            return;
        }
        lockout.succeeded(address);
        if (sessions.begin(call, key) == null) {
            ask(call, 503, "Too many people are signed in. Try again later.");
            return;
        }
        LOG.info("console sign-in={} role={} address={}", who.name(), who.role().word(), address);
        String to = form.text("to");
        Press.give(call, Press.Sheet.move(isOurs(to) ? to : Frame.start(who.role())));
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
    private static boolean isOurs(String address) {
        return address.startsWith("/console/") && !address.contains("//") && !address.contains("\\");
    }
}
