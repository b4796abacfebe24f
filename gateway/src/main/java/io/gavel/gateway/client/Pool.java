package io.gavel.gateway.client;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one loop to one origin: at most so many, the last used is used first, and at most so many requests wait
 * for one; {@value #PATIENCE} times as many patient ones, which go first. One loop only.
 */
final class Pool {
    private static final int PATIENCE = 16;

    private final Client client;
    private final Origin origin;
    private final ClientSettings settings;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Request> patient = new ArrayDeque<>();
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private int open;
    private int connecting;
    /** Whether the last attempt to connect ended well. */
    private boolean isReached;

    Pool(Client client, Origin origin, ClientSettings settings) {
        this.client = client;
        this.origin = origin;
        this.settings = settings;
    }

    void send(Request request) {
        Connection connection = idle.pollFirst();
        while (connection != null && !connection.isOpen()) {
            connection.close();
            connection = idle.pollFirst();
        }
        if (connection != null) {
            transmit(connection, request);
        } else {
            sendOnNew(request);
        }
    }

    /** Waits for a new connection, or for whichever comes free first. */
    void sendOnNew(Request request) {
        boolean isPatient = request.isPatient();
        forgetTheLate(isPatient);
        if (open + connecting >= settings.connections() && isFull(isPatient)) {
            fail(request, Failure.BUSY);
            return;
        }
        request.sent = false;
        request.connection = null;
        request.pool = this;
        queue(isPatient).addLast(request);
        connectIfNeeded();
    }

    byte[] scratch() {
        return client.scratch();
    }

    /** A request that was answered waits for nothing any more. */
    void over(Request request) {
        client.over(request);
    }

    void fail(Request request, Failure failure) {
        client.fail(request, failure);
    }

    void opened(Connection connection) {
        connecting--;
        isReached = true;
        open++;
        idle(connection);
    }

    /** A connection that could not be opened costs the request that waited longest; others may try on. */
    void notOpened(Failure failure) {
        connecting--;
        isReached = false;
        Request first = nextWaiting();
        if (first != null) {
            fail(first, failure);
        }
        connectIfNeeded();
    }

    void idle(Connection connection) {
        Request next = nextWaiting();
        if (next != null) {
            transmit(connection, next);
        } else {
            connection.idleSinceNanos = System.nanoTime();
            idle.addFirst(connection);
        }
    }

    void closed(Connection connection) {
        open--;
        idle.removeFirstOccurrence(connection);
        connectIfNeeded();
    }

    /** Closes what was idle for too long. */
    void rest(long nowNanos) {
        long most = TimeUnit.SECONDS.toNanos(settings.keepAliveSeconds());
        Connection oldest = idle.peekLast();
        while (oldest != null && nowNanos - oldest.idleSinceNanos > most) {
            oldest.close();
            oldest = idle.peekLast();
        }
    }

    boolean isEmpty() {
        return open == 0 && connecting == 0 && waiting.isEmpty() && patient.isEmpty();
    }

    /** Whether whoever waits does so because others have the connections: the other side takes them. */
    boolean isCrowded() {
        return isReached;
    }

    void close() {
        patient.clear();
        waiting.clear();
        while (!idle.isEmpty()) {
            idle.getLast().close();
        }
    }

    private void transmit(Connection connection, Request request) {
        try {
            connection.send(request);
        } catch (RuntimeException e) {
            client.broken(request, e);
        }
    }

    private @Nullable Request nextWaiting() {
        Request next = patient.isEmpty() ? waiting.pollFirst() : patient.pollFirst();
        while (next != null && next.over) {
            next = patient.isEmpty() ? waiting.pollFirst() : patient.pollFirst();
        }
        return next;
    }

    private void connectIfNeeded() {
        while (connecting < waiting.size() + patient.size() && open + connecting < settings.connections()) {
            connecting++;
            client.connect(this, origin);
        }
    }

    private ArrayDeque<Request> queue(boolean isPatient) {
        return isPatient ? patient : waiting;
    }

    /** Those for whom a connection is being opened already do not count. */
    private boolean isFull(boolean isPatient) {
        int most = isPatient ? PATIENCE * settings.waiting() : settings.waiting();
        return queue(isPatient).size() - connecting >= most;
    }

    private void forgetTheLate(boolean isPatient) {
        if (isFull(isPatient)) {
            queue(isPatient).removeIf(request -> request.over);
        }
    }
}
