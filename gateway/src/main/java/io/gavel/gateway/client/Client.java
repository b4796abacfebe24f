package io.gavel.gateway.client;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP client of one event loop. Everything happens on that loop, also what is called here. */
public final class Client {
    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final int SCRATCH_BYTES = 16 * 1024;

    private final EventLoop loop;
    private final Connector connector;
    private final ClientSettings settings;
    private final DeadlineWheel wheel;
    private final Map<Origin, Pool> pools = new HashMap<>();
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final Future<?> housekeeping;
    private boolean closed;

    Client(EventLoop loop, Connector connector, ClientSettings settings) {
        this.loop = loop;
        this.connector = connector;
        this.settings = settings;
        this.wheel = new DeadlineWheel(loop, this::late);
        this.housekeeping = loop.scheduleAtFixedRate(this::rest, 1, 1, TimeUnit.SECONDS);
    }

    /** The loop to be on. */
    public EventLoop loop() {
        return loop;
    }

    /** Sends a request. It may fail within this call. */
    public void send(Endpoint endpoint, Request request) {
        if (closed) {
            fail(request, Failure.BUSY);
        } else if (request.deadlineNanos - System.nanoTime() <= 0) {
            fail(request, Failure.LATE_UNSENT);
        } else {
            wheel.add(request);
            pool(endpoint.origin()).send(request);
        }
    }

    /** Requests that are under way or wait. */
    public int pending() {
        return wheel.size();
    }

    /** Closes idle connections; what is under way fails as busy or is cut by its deadline. */
    void close() {
        closed = true;
        housekeeping.cancel(false);
        pools.values().forEach(Pool::close);
    }

    byte[] scratch() {
        return scratch;
    }

    void connect(Pool pool, Origin origin) {
        connector.connect(loop, origin, pool);
    }

    void over(Request request) {
        request.over = true;
        request.connection = null;
        wheel.remove(request);
    }

    void fail(Request request, Failure failure) {
        if (!request.over) {
            over(request);
            request.failed(failure);
        }
    }

    private void late(Request request) {
        Connection connection = request.connection;
        boolean sent = request.sent;
        if (connection != null) {
            connection.close();
        }
        boolean isCrowded = request.isPatient() && request.pool != null && request.pool.isCrowded();
        fail(request, sent ? Failure.LATE : isCrowded ? Failure.BUSY : Failure.LATE_UNSENT);
    }

    /** A request that cannot be encoded is a bug of its maker: it ends, others go on. */
    void broken(Request request, RuntimeException cause) {
        LOG.error("client problem=\"a request could not be written\"", cause);
        fail(request, Failure.UNREACHABLE);
    }

    private Pool pool(Origin origin) {
        Pool pool = pools.get(origin);
        if (pool == null) {
            pool = new Pool(this, origin, settings);
            pools.put(origin, pool);
        }
        return pool;
    }

    private void rest() {
        long now = System.nanoTime();
        for (Iterator<Pool> each = pools.values().iterator(); each.hasNext(); ) {
            Pool pool = each.next();
            pool.rest(now);
            if (pool.isEmpty()) {
                each.remove();
            }
        }
    }
}
