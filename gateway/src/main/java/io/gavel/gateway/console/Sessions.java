package io.gavel.gateway.console;

import io.gavel.gateway.http.Call;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is signed in, by the cookie's value; in memory: a restart signs everybody out. Any thread. */
final class Sessions {
    static final String COOKIE = "gavel_session";
    static final String FORM_COOKIE = "gavel_form";
    private static final long LIFE_MILLIS = 12 * 3_600_000L;
    private static final int MOST = 10_000;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** The session of a request's cookie, or null. */
    @Nullable
    Session of(Call call) {
        String id = cookie(call, COOKIE);
        Session session = id == null ? null : sessions.get(id);
        if (id != null && session != null && isOver(session)) {
            sessions.remove(id);
            return null;
        }
        return session;
    }

    /** Signs somebody in and sends the cookie; null if too many are. */
    @Nullable
    Session begin(Call call, String key) {
        sessions.values().removeIf(this::isOver);
        if (sessions.size() >= MOST) {
            return null;
        }
        String id = Session.random();
        Session session = new Session(key, Session.random(), clock.millis());
        sessions.put(id, session);
        call.with("set-cookie", COOKIE + "=" + id + attributes(call, LIFE_MILLIS / 1_000));
        return session;
    }

    /** Signs out. */
    void end(Call call) {
        String id = cookie(call, COOKIE);
        if (id != null) {
            sessions.remove(id);
        }
        call.with("set-cookie", COOKIE + "=" + attributes(call, 0));
    }

    private boolean isOver(Session session) {
        return clock.millis() - session.startedMillis() > LIFE_MILLIS;
    }

    /** HttpOnly, SameSite=Strict, to the console only; Secure behind TLS. */
    static String attributes(Call call, long seconds) {
        String secure = "https".equals(call.header("x-forwarded-proto")) ? "; Secure" : "";
        return "; Path=/console; HttpOnly; SameSite=Strict; Max-Age=" + seconds + secure;
    }

    /** A cookie's value, or null. */
    static @Nullable String cookie(Call call, String name) {
        String header = call.header("cookie");
        if (header == null) {
            return null;
        }
        for (String pair : header.split(";", -1)) {
            String cookie = pair.strip();
            if (cookie.startsWith(name + "=")) {
                return cookie.substring(name.length() + 1);
            }
        }
        return null;
    }
}
