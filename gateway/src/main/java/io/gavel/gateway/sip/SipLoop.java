package io.gavel.gateway.sip;

import io.gavel.gateway.sip.digest.Credentials;
import io.gavel.gateway.sip.digest.DigestClient;
import io.gavel.gateway.sip.message.Fault;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.NameAddress;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.message.Via;
import io.gavel.gateway.sip.transaction.ClientTransaction;
import io.gavel.gateway.sip.transaction.ClientUser;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transaction.ServerTransaction;
import io.gavel.gateway.sip.transaction.ServerUser;
import io.gavel.gateway.sip.transaction.TimerWheel;
import io.gavel.gateway.sip.transaction.Transactions;
import io.gavel.gateway.sip.transport.Transport;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One loop's share of the stack: its calls, their transactions and dialogs, its timers. Everything happens on this loop. */
public final class SipLoop {
    private final Map<String, Dialog> dialogs = new HashMap<>();
    private final Tokens tokens = new Tokens();
    private final SipSettings settings;
    private final Network network;
    private final SipHandler handler;
    private final TimerWheel wheel;
    private final SipCounters counters;
    private final Transactions transactions;
    private final int index;
    private final int loops;

    SipLoop(
            int index,
            int loops,
            SipSettings settings,
            Network network,
            SipHandler handler,
            TimerWheel wheel,
            SipCounters counters) {
        this.index = index;
        this.loops = loops;
        this.settings = settings;
        this.network = network;
        this.handler = handler;
        this.wheel = wheel;
        this.counters = counters;
        this.transactions = new Transactions(wheel, settings.times(), settings.transactions(), new Called());
    }

    /** From 0. */
    public int index() {
        return index;
    }

    /** Dialogs that are not over, early ones too. */
    public int dialogs() {
        return dialogs.size();
    }

    /** Transactions that still wait for something. */
    public int transactions() {
        return transactions.size();
    }

    /**
     * Sends an INVITE. It needs its Request-URI, From and To (without tags), its body if it has an offer, and what else it is to
     * carry; tags, Call-ID, CSeq, Via, Contact, Allow and Supported are put on here, Max-Forwards where it is missing. Its
     * Call-ID maps to this loop.
     */
    public OutgoingInvite invite(SipMessage invite, InviteOptions options, InviteListener listener) {
        complete(invite, Method.INVITE);
        invite.set(HeaderName.ALLOW, Screening.ALLOW);
        invite.set(HeaderName.SUPPORTED, options.reliable() ? "timer, 100rel" : "timer");
        if (settings.sessionSeconds() > 0 && !invite.has(HeaderName.SESSION_EXPIRES)) {
            invite.set(HeaderName.SESSION_EXPIRES, Integer.toString(settings.sessionSeconds()));
        }
        OutgoingInvite outgoing = new OutgoingInvite(this, invite, options, listener);
        outgoing.start();
        return outgoing;
    }

    /** Sends a request outside of dialogs, OPTIONS for example, completed as an INVITE is; credentials and next hop count. */
    public void request(SipMessage request, InviteOptions options, ResponseListener listener) {
        complete(request, request.method());
        Credentials who = options.credentials();
        SipUri hop = options.nextHop() != null ? options.nextHop() : SipUri.parse(request.requestUri());
        DigestClient digest = who == null ? null : new DigestClient(who, tokens.next(8));
        new OutgoingRequest(this, request, hop, null, digest, request.cseq(), listener).send();
    }

    private void complete(SipMessage request, String method) {
        NameAddress from = Objects.requireNonNull(request.from(), "a request has a From");
        request.set(HeaderName.FROM, from.with("tag", tokens.next(6)).toString());
        request.set(HeaderName.CALL_ID, newCallId());
        request.set(HeaderName.CSEQ, "1 " + method);
        if (!request.has(HeaderName.MAX_FORWARDS)) {
            request.set(HeaderName.MAX_FORWARDS, "70");
        }
        request.set(HeaderName.USER_AGENT, settings.product());
    }

    private String newCallId() {
        while (true) {
            String callId = tokens.next(12) + '@' + settings.address();
            if (CallIds.loop(callId, loops) == index) {
                return callId;
            }
        }
    }

    /** Whatever came to this loop. */
    void receive(SipMessage message, Path back) {
        counters.messages.increment();
        Fault fault = message.fault();
        if (fault != null) {
            counters.broken.increment();
        }
        transactions.receive(message, back);
    }

    /** Finds the way for a request, at best the connection that its dialog has; puts a new Via on it. */
    void route(SipMessage request, @Nullable SipUri hop, @Nullable Path known, Consumer<@Nullable Path> ready) {
        if (known != null && known.isReliable() && known.isOpen()) {
            stamp(request, known);
            ready.accept(known);
        } else if (hop == null) {
            ready.accept(null);
        } else {
            network.path(hop, bytes(request), path -> {
                if (path != null) {
                    stamp(request, path);
                }
                ready.accept(path);
            });
        }
    }

    /** The ways to a host, one after the other. */
    Route ways(SipUri hop) {
        return network.route(hop);
    }

    /** The length counts where there is a choice of transport: for the long ones. */
    int bytes(SipMessage request) {
        return request.is(Method.INVITE) ? request.length() + 150 : 0;
    }

    /** Puts a new Via on a request that goes this way. */
    void stamp(SipMessage request, Path path) {
        network.asked(path.remote());
        request.remove(HeaderName.VIA);
        request.addFirst(
                HeaderName.VIA,
                "SIP/2.0/" + path.transport() + ' ' + place(path.transport()) + ";branch=" + Via.COOKIE + tokens.next(9)
                        + ";rport");
        if (request.is(Method.INVITE) || request.is(Method.UPDATE) || request.is(Method.OPTIONS)) {
            request.set(HeaderName.CONTACT, contact(path, request));
        }
    }

    private String place(String transport) {
        Transport known = Transport.of(transport);
        int port = known == null ? 0 : network.port(known);
        return port == 0 ? settings.address() : settings.address() + ':' + port;
    }

    /** Where requests of a dialog over this path are to come; SIPS where the request was to a SIPS URI (RFC 3261 §12.1.1). */
    String contact(Path path, SipMessage request) {
        String place = place(path.transport());
        if (SipUri.schemeOf(request.requestUri()).equals("sips")) {
            return "<sips:gavel@" + place + '>';
        }
        return switch (path.transport()) {
            case "TCP" -> "<sip:gavel@" + place + ";transport=tcp>";
            case "TLS" -> "<sip:gavel@" + place + ";transport=tls>";
            default -> "<sip:gavel@" + place + '>';
        };
    }

    ClientTransaction send(SipMessage request, Path path, ClientUser user, int timeout) {
        return transactions.send(
                request, path, user, timeout > 0 ? timeout : settings.times().patience());
    }

    /** An answer with our tag. */
    SipMessage reply(SipMessage request, int status, String tag) {
        SipMessage response = SipMessage.response(request, status);
        NameAddress to = response.to();
        if (status > 100 && to != null && to.tag().isEmpty()) {
            response.set(HeaderName.TO, to.with("tag", tag).toString());
        }
        return response.set(HeaderName.SERVER, settings.product());
    }

    void add(Dialog dialog) {
        dialogs.put(dialog.key(), dialog);
    }

    void remove(Dialog dialog) {
        dialogs.remove(dialog.key(), dialog);
    }

    SipSettings settings() {
        return settings;
    }

    TimerWheel wheel() {
        return wheel;
    }

    Tokens tokens() {
        return tokens;
    }

    SipCounters counters() {
        return counters;
    }

    /** What transactions tell. */
    private final class Called implements ServerUser {
        @Override
        public int admit(SipMessage request, Path path) {
            if (!request.toTag().isEmpty()) {
                return inside(request) == null ? 481 : Screening.check(request, settings.minimumSessionSeconds());
            }
            int verdict = handler.admit(request, path);
            if (verdict == DROP) {
                counters.dropped.increment();
            }
            if (verdict == WELCOME) {
                verdict = Screening.check(request, settings.minimumSessionSeconds());
            }
            boolean isFull = handler.retryAfterSeconds() > 0 || network.isBehind();
            if (verdict == WELCOME && request.is(Method.INVITE) && isFull) {
                counters.overloaded.increment();
                verdict = 503;
            }
            return verdict;
        }

        @Override
        public void complete(SipMessage response, SipMessage request) {
            counters.refused.increment();
            Screening.complete(response, request, settings.minimumSessionSeconds());
            response.set(HeaderName.SERVER, settings.product());
            if (response.status() == 503) {
                response.set(HeaderName.RETRY_AFTER, Integer.toString(Math.max(1, handler.retryAfterSeconds())));
            }
        }

        @Override
        public void onRequest(ServerTransaction transaction) {
            SipMessage request = transaction.request();
            Dialog dialog = request.toTag().isEmpty() ? null : inside(request);
            if (dialog != null) {
                dialog.receive(transaction);
            } else if (request.is(Method.INVITE)) {
                IncomingInvite.receive(SipLoop.this, transaction, handler);
            } else if (request.is(Method.BYE) || request.is(Method.PRACK) || request.is(Method.UPDATE)) {
                transaction.respond(reply(request, 481, tokens.next(6)));
            } else {
                handler.onRequest(new IncomingRequest(SipLoop.this, transaction, null));
            }
        }

        private @Nullable Dialog inside(SipMessage request) {
            return dialogs.get(Dialog.key(request.callId(), request.toTag(), request.fromTag()));
        }

        @Override
        public void onCancel(ServerTransaction invite, ServerTransaction cancel) {
            String tag = invite.localTag().isEmpty() ? tokens.next(6) : invite.localTag();
            SipMessage request = cancel.request();
            cancel.respond(reply(request, 200, tag));
            invite.cancel(request);
        }

        @Override
        public void onAck(SipMessage ack) {
            Dialog dialog = inside(ack);
            if (dialog == null) {
                counters.strays.increment();
            } else {
                dialog.acknowledged(ack);
            }
        }

        @Override
        public void onStrayResponse(SipMessage response) {
            Dialog dialog = dialogs.get(Dialog.key(response.callId(), response.fromTag(), response.toTag()));
            if (dialog != null && response.method().equals(Method.INVITE) && response.status() / 100 == 2) {
                dialog.repeatAck(response.cseq());
            } else {
                counters.strays.increment();
            }
        }

        /** The peer repeats its request or not; nothing is left to do. */
        @Override
        public void onUnheard(ServerTransaction transaction) {}
    }
}
