package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.Fault;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.Via;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All transactions of one loop: finds the one that a message belongs to, or makes it. */
public final class Transactions {
    private final Map<String, ClientTransaction> clients = new HashMap<>();
    private final Map<String, ServerTransaction> servers = new HashMap<>();
    private final Map<String, ServerTransaction> merging = new HashMap<>();
    private final ServerUser user;
    private final int capacity;
    private final Transaction.Surroundings around;

    /**
     * None yet.
     *
     * @param capacity how many transactions of others there may be; more requests are answered 503
     */
    public Transactions(TimerWheel wheel, Times times, int capacity, ServerUser user) {
        this.user = user;
        this.capacity = capacity;
        this.around = new Transaction.Surroundings(wheel, times, this::ended);
    }

    /** How many there are. */
    public int size() {
        return clients.size() + servers.size();
    }

    /** Sends a request whose first Via has a branch of its own. No ACK. */
    public ClientTransaction send(SipMessage request, Path path, ClientUser sender) {
        return send(request, path, sender, around.times().patience());
    }

    /**
     * Sends a request with a patience of its own.
     *
     * @param timeout milliseconds until {@code onTimeout} if nobody answers (timers B, F)
     */
    public ClientTransaction send(SipMessage request, Path path, ClientUser sender, int timeout) {
        Via via = Objects.requireNonNull(request.topVia(), "a request has a Via");
        String key = Keys.client(via.branch(), request.method());
        ClientTransaction transaction = request.is(Method.INVITE)
                ? new InviteClient(key, request, path, sender, timeout, around)
                : new NonInviteClient(key, request, path, sender, timeout, around);
        clients.put(key, transaction);
        transaction.start();
        return transaction;
    }

    /** Whatever came in. */
    public void receive(SipMessage message, Path path) {
        Via via = message.topVia();
        if (via == null) {
            return;
        }
        if (message.isRequest()) {
            receiveRequest(message, via, path);
        } else if (message.fault() == null) {
            receiveResponse(message, via);
        }
    }

    private void receiveResponse(SipMessage response, Via via) {
        ClientTransaction transaction = clients.get(Keys.client(via.branch(), response.method()));
        if (transaction == null) {
            user.onStrayResponse(response);
        } else {
            transaction.receive(response);
        }
    }

    private void receiveRequest(SipMessage request, Via via, Path path) {
        ServerTransaction known = servers.get(Keys.server(request, via, Keys.matching(request.method())));
        if (request.is(Method.ACK)) {
            acknowledge(known, request);
        } else if (known != null) {
            known.repeat();
        } else {
            receiveNew(request, via, path);
        }
    }

    private void acknowledge(@Nullable ServerTransaction invite, SipMessage ack) {
        if (invite != null && invite.lastStatus() >= 300) {
            invite.acknowledge(ack);
        } else if (ack.fault() == null) {
            user.onAck(ack);
        }
    }

    private void receiveNew(SipMessage request, Via via, Path path) {
        Fault fault = request.fault();
        if (fault != null) {
            refuse(SipMessage.response(request, fault.status(), fault.reason()), request, path);
            return;
        }
        if (request.is(Method.CANCEL)) {
            cancel(request, via, path);
            return;
        }
        int verdict = servers.size() >= capacity ? 503 : user.admit(request, path);
        if (verdict == ServerUser.WELCOME && isMerged(request)) {
            verdict = 482;
        }
        if (verdict > 0) {
            refuse(SipMessage.response(request, verdict), request, path);
        } else if (verdict == ServerUser.WELCOME) {
            user.onRequest(create(request, via, path));
        }
    }

    private boolean isMerged(SipMessage request) {
        return Keys.isOutsideDialog(request) && merging.containsKey(Keys.merged(request));
    }

    private void cancel(SipMessage cancel, Via via, Path path) {
        ServerTransaction invite = servers.get(Keys.server(cancel, via, Method.INVITE));
        if (invite == null) {
            refuse(SipMessage.response(cancel, 481), cancel, path);
        } else {
            user.onCancel(invite, create(cancel, via, path));
        }
    }

    private ServerTransaction create(SipMessage request, Via via, Path path) {
        String key = Keys.server(request, via, request.method());
        ServerTransaction transaction = request.is(Method.INVITE)
                ? new InviteServer(key, request, path, user, around)
                : new NonInviteServer(key, request, path, user, around);
        servers.put(key, transaction);
        if (Keys.isOutsideDialog(request) && !request.is(Method.CANCEL)) {
            transaction.mergedKey = Keys.merged(request);
            merging.put(transaction.mergedKey, transaction);
        }
        return transaction;
    }

    /** An answer that leaves nothing behind (RFC 3261 §8.2.7); its tag is the same when the request comes again. */
    private void refuse(SipMessage response, SipMessage request, Path path) {
        if (request.has(HeaderName.FROM) && request.has(HeaderName.CALL_ID) && request.has(HeaderName.CSEQ)) {
            if (request.toTag().isEmpty() && response.to() != null) {
                String tag = Integer.toHexString(Objects.hash(request.callId(), request.fromTag(), request.cseq()));
                response.set(HeaderName.TO, response.to().with("tag", tag).toString());
            }
            user.complete(response, request);
            path.send(response.encode(), () -> {});
        }
    }

    private void ended(Transaction transaction) {
        if (transaction instanceof ServerTransaction server) {
            servers.remove(server.key, server);
            merging.remove(server.mergedKey, server);
        } else {
            clients.remove(transaction.key, transaction);
        }
    }
}
