package io.gavel.gateway.call;

import io.gavel.gateway.market.CarrierInfo;
import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.metric.Metrics;
import io.gavel.message.EntityKind;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether those to whom we send calls are there: carriers with an {@code outbound}, and destinations of orders that say
 * {@code deliver.probe}, are asked with OPTIONS now and then. Nothing is decided by it: operators see it. On one loop; the counts on
 * any thread.
 */
final class Peers {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
    /** So many at once; the rest wait for the next second. */
    private static final int MOST_AT_ONCE = 20;

    private static final int MOST = 10_000;

    /** Sends OPTIONS to a SIP address; the final status, 408 without an answer, 503 without a way. */
    interface Asker {
        void ask(String uri, IntConsumer status);
    }

    private enum State {
        UP,
        DOWN
    }

    private final Directory directory;
    private final Asker asker;
    private final Metrics metrics;
    private final int everySeconds;
    private final Map<String, State> states = new HashMap<>();
    private final Queue<String> due = new ArrayDeque<>();
    private final AtomicInteger up = new AtomicInteger();
    private final AtomicInteger down = new AtomicInteger();
    private int underWay;
    private int seconds;

    Peers(Directory directory, Asker asker, Metrics metrics, int everySeconds) {
        this.directory = directory;
        this.asker = asker;
        this.metrics = metrics;
        this.everySeconds = everySeconds;
    }

    /** To be called once a second. */
    void tick() {
        if (seconds++ % everySeconds == 0 && due.isEmpty()) {
            look();
        }
        while (underWay < MOST_AT_ONCE && !due.isEmpty()) {
            String peer = due.remove();
            underWay++;
            asker.ask(peer, status -> answered(peer, status));
        }
    }

    /** Of the last round. Any thread. */
    int up() {
        return up.get();
    }

    /** Likewise. */
    int down() {
        return down.get();
    }

    /** Whom the market has now; who has left it is forgotten. */
    private void look() {
        Set<String> wanted = new HashSet<>();
        Snapshot market = directory.now();
        for (int id = 1; id < market.end(EntityKind.CARRIER); id++) {
            CarrierInfo carrier = market.carrier(id);
            CarrierInfo.Outbound trunk = carrier == null || !carrier.enabled() ? null : carrier.outbound();
            if (trunk != null) {
                wanted.add(trunk.sip());
            }
        }
        for (int id = 1; id < market.end(EntityKind.ORDER) && wanted.size() < MOST; id++) {
            OrderInfo order = market.order(id);
            Deliver deliver = order == null || !order.enabled() ? null : order.deliver();
            String sip = deliver == null || !deliver.probed() ? null : deliver.sip();
            if (sip != null) {
                wanted.add(sip);
            }
        }
        states.keySet().removeIf(peer -> {
            boolean gone = !wanted.contains(peer);
            if (gone) {
                metrics.peerGone(shown(peer));
            }
            return gone;
        });
        count();
        due.addAll(wanted);
    }

    /** Whoever says anything is there, unless it says that it cannot work. */
    private void answered(String peer, int status) {
        underWay--;
        State now = status >= 500 || status == 408 ? State.DOWN : State.UP;
        State before = states.put(peer, now);
        if (now != before) {
            metrics.peer(shown(peer), now == State.UP);
            if (now == State.DOWN) {
                LOG.warn("sip peer={} state=down status={}", shown(peer), status);
            } else if (before == State.DOWN) {
                LOG.info("sip peer={} state=up status={}", shown(peer), status);
            }
            count();
        }
    }

    private void count() {
        int there = 0;
        for (State state : states.values()) {
            there += state == State.UP ? 1 : 0;
        }
        up.set(there);
        down.set(states.size() - there);
    }

    /** Host and port: users may be telephone numbers. */
    private static String shown(String uri) {
        String rest = uri.substring(uri.lastIndexOf('@') < 0 ? uri.indexOf(':') + 1 : uri.lastIndexOf('@') + 1);
        int semicolon = rest.indexOf(';');
        return semicolon < 0 ? rest : rest.substring(0, semicolon);
    }
}
