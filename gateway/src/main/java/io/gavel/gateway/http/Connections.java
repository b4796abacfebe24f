package io.gavel.gateway.http;

import io.gavel.gateway.config.HttpConfig;
import io.gavel.gateway.metric.Metrics;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one event loop, and how long each may take its time: for its first request, for each body, and
 * between two requests. Used on its loop only. How many there may be is the {@link Doorkeeper}'s business.
 */
final class Connections {
    private final long firstNanos;
    private final long idleNanos;
    private final Metrics metrics;
    private final IdentityHashMap<HttpConnection, Peer> peers = new IdentityHashMap<>();
    /** Bodies that are not complete, oldest first: a ring of links with this head. */
    private final Link reading = new Link();

    Connections(HttpConfig config, Metrics metrics) {
        this.firstNanos = TimeUnit.SECONDS.toNanos(config.requestSeconds());
        this.idleNanos = TimeUnit.SECONDS.toNanos(config.idleSeconds());
        this.metrics = metrics;
    }

    void opened(HttpConnection connection) {
        peers.put(connection, new Peer(System.nanoTime()));
        connection.closeHandler(gone -> peers.remove(connection));
    }

    /** The connection that a request came on; null if it is being closed. */
    @Nullable
    Peer of(HttpConnection connection) {
        return peers.get(connection);
    }

    void reading(BodyReader reader) {
        reader.linkBefore(reading);
    }

    /** Closes whoever was silent or slow for too long. Called about once a second. */
    void sweep(long nowNanos) {
        while (reading.next != reading && reading.next.isDue(nowNanos, firstNanos)) {
            reading.next.tooSlow();
        }
        List<HttpConnection> late = new ArrayList<>();
        for (Map.Entry<HttpConnection, Peer> entry : peers.entrySet()) {
            Peer peer = entry.getValue();
            if (peer.isIdle() && nowNanos - peer.since > (peer.requests == 0 ? firstNanos : idleNanos)) {
                late.add(entry.getKey());
                if (peer.requests == 0) {
                    metrics.rejected("no_request");
                }
            }
        }
        late.forEach(HttpConnection::close);
    }

    /** After the last answer: connections that wait for a next request are closed. */
    void closeIdle() {
        List<HttpConnection> idle = new ArrayList<>();
        peers.forEach((connection, peer) -> {
            if (peer.isIdle()) {
                idle.add(connection);
            }
        });
        idle.forEach(HttpConnection::close);
    }

    /** A body that is being read, among the others, oldest first; by itself the ring's head, which is never due. */
    static class Link {
        private Link previous = this;
        private Link next = this;

        boolean isDue(long nowNanos, long patienceNanos) {
            return false;
        }

        /** Unlinks itself. */
        void tooSlow() {}

        final void linkBefore(Link head) {
            previous = head.previous;
            next = head;
            previous.next = this;
            head.previous = this;
        }

        final void unlink() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }
    }

    /** What is known of one connection. */
    static final class Peer {
        private long since;
        private long requests;
        private int open;

        private Peer(long now) {
            this.since = now;
        }

        void asked() {
            requests++;
            open++;
        }

        void answered(long now) {
            open--;
            since = now;
        }

        private boolean isIdle() {
            return open == 0;
        }
    }
}
