package io.gavel.gateway.console;

import io.gavel.gateway.account.Desk;
import io.gavel.gateway.account.SealedFile;
import io.gavel.gateway.account.User;
import io.gavel.gateway.account.Users;
import io.gavel.gateway.config.Node;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.market.Directory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is signed in, by the hash of the cookie's value. Kept in a sealed file, written a moment after each change, so that a
 * restart signs nobody out; a crash may forget the last moment. Any thread.
 */
final class Sessions {
    static final String COOKIE = "gavel_session";
    static final String FORM_COOKIE = "gavel_form";
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final long LIFE_MILLIS = 12 * 3_600_000L;
    private static final int MOST = 10_000;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Users users;
    private final Directory directory;
    private final SealedFile file;
    private final Desk desk;
    private final InstantSource clock;
    private final AtomicBoolean isSaving = new AtomicBoolean();

    Sessions(Users users, Directory directory, SealedFile file, Desk desk, InstantSource clock) {
        this.users = users;
        this.directory = directory;
        this.file = file;
        this.desk = desk;
        this.clock = clock;
        load();
    }

    /** The session of a request's cookie, or null. */
    @Nullable
    Session of(Call call) {
        String cookie = call.cookie(COOKIE);
        Session session = cookie == null ? null : sessions.get(Session.hash(cookie));
        if (session != null && isOver(session)) {
            forget(session);
            return null;
        }
        return session;
    }

    /** Whether it goes on: not signed out, not too old, and its owner still welcome. */
    boolean isLive(Session session) {
        return sessions.containsKey(session.hash()) && !isOver(session) && personOf(session) != null;
    }

    /** Whose it is; null if they may not come any longer. */
    @Nullable
    Person personOf(Session session) {
        if (session.user().isEmpty()) {
            Principal owner = directory.ownerOfHash(session.keyHash());
            return owner == null ? null : new Person(owner, null);
        }
        User user = users.find(session.user());
        Principal principal = user == null || user.generation() != session.generation() ? null : users.principal(user);
        return principal == null ? null : new Person(principal, user);
    }

    /** Signs a user in and sends the cookie; null if too many are. */
    @Nullable
    Session begin(Call call, User user) {
        return begin(call, user.id(), "", user.generation());
    }

    /** Signs the owner of a key in, likewise. */
    @Nullable
    Session begin(Call call, String key) {
        return begin(call, "", Directory.hash(key), 0);
    }

    private @Nullable Session begin(Call call, String user, String keyHash, int generation) {
        sessions.values().removeIf(this::isOver);
        if (sessions.size() >= MOST) {
            return null;
        }
        String cookie = Session.random();
        Session session =
                new Session(Session.hash(cookie), user, keyHash, generation, Session.random(), clock.millis());
        sessions.put(session.hash(), session);
        save();
        call.with("set-cookie", COOKIE + "=" + cookie + attributes(call, LIFE_MILLIS / 1_000));
        return session;
    }

    /** A user changed something that ends all sessions: but not the one in which they did. */
    void keep(Session session, User user) {
        sessions.replace(session.hash(), session.at(user.generation()));
        save();
    }

    /** Signs out. */
    void end(Call call) {
        Session session = of(call);
        if (session != null) {
            forget(session);
        }
        call.with("set-cookie", COOKIE + "=" + attributes(call, 0));
    }

    private void forget(Session session) {
        sessions.remove(session.hash());
        save();
    }

    private boolean isOver(Session session) {
        return clock.millis() - session.startedMillis() > LIFE_MILLIS;
    }

    /** HttpOnly, SameSite=Strict, to the console only; Secure over TLS, here or at a proxy. */
    static String attributes(Call call, long seconds) {
        return "; Path=/console; HttpOnly; SameSite=Strict; Max-Age=" + seconds + (call.isSecure() ? "; Secure" : "");
    }

    /** Changes that come while it is written are written together, next. */
    private void save() {
        if (isSaving.compareAndSet(false, true) && !desk.offer(this::write)) {
            isSaving.set(false);
        }
    }

    /** On the desk's thread, and at the end on the one that closes. */
    void write() {
        isSaving.set(false);
        Node list = Node.list(0);
        for (Session session : sessions.values()) {
            Node node = Node.map(0);
            put(node, "hash", session.hash());
            put(node, "user", session.user());
            put(node, "key", session.keyHash());
            put(node, "generation", Integer.toString(session.generation()));
            put(node, "token", session.token());
            put(node, "started", Long.toString(session.startedMillis()));
            list.add(node);
        }
        Node document = Node.map(0);
        document.put("sessions", list);
        try {
            file.write(document);
        } catch (IOException e) {
            LOG.error("console sessions=not-kept", e);
        }
    }

    private void load() {
        try {
            Node list = file.read().get("sessions");
            for (Node each : list == null ? java.util.List.<Node>of() : list.values()) {
                Session session = new Session(
                        text(each, "hash"),
                        text(each, "user"),
                        text(each, "key"),
                        Integer.parseInt(text(each, "generation")),
                        text(each, "token"),
                        Long.parseLong(text(each, "started")));
                if (!isOver(session)) {
                    sessions.put(session.hash(), session);
                }
            }
        } catch (IOException | NumberFormatException e) {
            LOG.warn("console sessions=forgotten problem=\"{}\"", e.getMessage());
        }
    }

    private static void put(Node node, String key, String value) {
        node.put(key, Node.scalar(Node.Kind.TEXT, 0, value));
    }

    private static String text(Node node, String key) {
        Node value = node.get(key);
        return value == null ? "" : value.text();
    }
}
