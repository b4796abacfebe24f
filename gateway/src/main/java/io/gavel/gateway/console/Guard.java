package io.gavel.gateway.console;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Body;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Route;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.market.Directory;
import io.gavel.view.Views;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a page: a session, its owner still welcome, a role that may, and of what changes something the session's
 * token. Whoever has no session goes to sign in; whoever has a temporary password goes to choose another.
 */
final class Guard {
    private static final int FORM_BYTES = 65_536;
    private static final int LONG_FORM_BYTES = 1_048_576;

    private final Sessions sessions;
    private final Directory directory;
    private final Views views;
    private final InstantSource clock;
    private final Press press;

    Guard(Sessions sessions, Directory directory, Views views, InstantSource clock, Press press) {
        this.sessions = sessions;
        this.directory = directory;
        this.views = views;
        this.clock = clock;
        this.press = press;
    }

    /** A page; made on the press. */
    interface Pages {
        Page page(Visit visit) throws Exception;
    }

    /** Something else than a page; made on the press. */
    interface Sheets {
        Press.Sheet sheet(Visit visit) throws Exception;
    }

    /** Something for which somebody outside is asked: begun on the press, and made there when the answer is in. */
    interface Outsides {
        CompletableFuture<Press.Work> begin(Visit visit) throws Exception;
    }

    /** Something that answers itself, on the call's event loop. */
    interface Others {
        void answer(Call call, Visit visit);
    }

    void page(Router router, String path, Access visitors, Pages pages) {
        sheet(router, path, visitors, visit -> {
            Page page = pages.page(visit);
            return Listing.sheet(press, visit, page);
        });
    }

    void sheet(Router router, String path, Access visitors, Sheets sheets) {
        router.route("GET", path, Access.PUBLIC, call -> {
                    Visit visit = admitted(call, visitors);
                    if (visit != null) {
                        press.print(call, () -> made(visit, sheets));
                    }
                })
                .page(visitors);
    }

    void form(Router router, String path, Access visitors, Sheets sheets) {
        Route unused = posted(router, path, visitors, (call, visit) -> press.print(call, () -> made(visit, sheets)));
    }

    /** A form that may be long, like a pool of many numbers. */
    void longForm(Router router, String path, Access visitors, Sheets sheets) {
        Route unused = posted(router, path, visitors, (call, visit) -> press.print(call, () -> made(visit, sheets)))
                .limit(LONG_FORM_BYTES);
    }

    void outside(Router router, String path, Access visitors, Outsides outsides) {
        Route unused = posted(router, path, visitors, (call, visit) -> press.begin(call, () -> begun(visit, outsides)));
    }

    /** The same of a page. */
    void later(Router router, String path, Access visitors, Outsides outsides) {
        other(router, path, visitors, (call, visit) -> press.begin(call, () -> begun(visit, outsides)));
    }

    private Route posted(Router router, String path, Access visitors, Others others) {
        return router.route("POST", path, Access.PUBLIC, call -> {
                    Visit visit = admitted(call, visitors);
                    if (visit != null && hasToken(visit)) {
                        others.answer(call, visit);
                    } else if (visit != null) {
                        refuse(call, visit, 403, "This form is not of your session. Reload the page and try again.");
                    }
                })
                .takes(Body.ANY)
                .limit(FORM_BYTES)
                .page(visitors);
    }

    void other(Router router, String path, Access visitors, Others others) {
        router.route("GET", path, Access.PUBLIC, call -> {
                    Visit visit = admitted(call, visitors);
                    if (visit != null) {
                        others.answer(call, visit);
                    }
                })
                .page(visitors);
    }

    private Press.Sheet made(Visit visit, Sheets sheets) throws Exception {
        try {
            return sheets.sheet(visit);
        } catch (Missing missing) {
            return refusal(visit, 404, missing.getMessage());
        }
    }

    private CompletableFuture<Press.Work> begun(Visit visit, Outsides outsides) throws Exception {
        try {
            return outsides.begin(visit);
        } catch (Missing missing) {
            return Press.ready(() -> refusal(visit, 404, missing.getMessage()));
        }
    }

    /** Null after it was answered. */
    private @Nullable Visit admitted(Call call, Access visitors) {
        Session session = sessions.of(call);
        Person who = session == null ? null : sessions.personOf(session);
        if (session == null || who == null) {
            String to = call.method().equals("GET") ? "?to=" + encoded(call.path()) : "";
            Press.give(call, Press.Sheet.move("/console/sign-in" + to));
            return null;
        }
        if (who.hasToChoose() && !call.path().startsWith(ProfilePage.HERE)) {
            Press.give(call, Press.Sheet.move(ProfilePage.HERE));
            return null;
        }
        Sight sight = new Sight(who.principal(), views, directory);
        Visit visit = new Visit(call.path(), Query.of(call), session, who, sight, clock.millis() * 1_000);
        if (!visitors.allows(visit.who().role())) {
            refuse(
                    call,
                    visit,
                    403,
                    "This page is not for " + visit.who().role().word() + "s.");
            return null;
        }
        return visit;
    }

    private static boolean hasToken(Visit visit) {
        return same(visit.query().text("token"), visit.session().token());
    }

    /** In the same time whatever differs. */
    static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(Call call, Visit visit, int status, String sentence) {
        press.print(call, () -> refusal(visit, status, sentence));
    }

    private Press.Sheet refusal(Visit visit, int status, @Nullable String sentence) {
        Frame frame = Frame.of(visit, "");
        Page.Headline headline =
                Page.Headline.of(sentence == null ? "" : sentence).text(" ");
        headline.figure("Back to the start", Frame.start(visit.who().role()));
        return press.page(status, frame, Page.of(status == 404 ? "Not found" : "Not allowed", headline));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Press.Sheet html(String text) {
        return new Press.Sheet(200, Press.HTML, Buffer.buffer(text), "");
    }

    /** There is no such thing, or it is somebody else's: nobody can tell which. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String sentence) {
            super(sentence, null, false, false);
        }
    }
}
