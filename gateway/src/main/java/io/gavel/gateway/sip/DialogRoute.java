package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.NameAddress;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What requests of a dialog are made of: names, tags, numbers, route set, target (RFC 3261 §12). */
final class DialogRoute {
    private final String callId;
    private final String localTag;
    private final String remoteTag;
    /** From and To of our requests, tags included. */
    private final String local;

    private final String remote;
    private List<String> routes;
    private String target;
    private @Nullable Path path;
    private long sequence;

    private DialogRoute(
            String callId, NameAddress local, NameAddress remote, List<String> routes, String target, long sequence) {
        this.callId = callId;
        this.localTag = local.tag();
        this.remoteTag = remote.tag();
        this.local = local.toString();
        this.remote = remote.toString();
        this.routes = routes;
        this.target = target;
        this.sequence = sequence;
    }

    /** Of an INVITE that came in. */
    static DialogRoute ofCallee(SipMessage invite, NameAddress from, NameAddress to, String localTag, Path path) {
        DialogRoute route = new DialogRoute(
                invite.callId(),
                to.with("tag", localTag),
                from,
                invite.elements(HeaderName.RECORD_ROUTE),
                contactOf(invite, from.uri()),
                0);
        route.use(path);
        return route;
    }

    /** Of a response to our INVITE. */
    static DialogRoute ofCaller(SipMessage invite, NameAddress from, SipMessage response, NameAddress to) {
        return new DialogRoute(
                invite.callId(), from, to, reversed(response), contactOf(response, invite.requestUri()), invite.cseq());
    }

    /** The answer's route set counts, once (§13.2.2.4). */
    void confirm(SipMessage response) {
        routes = reversed(response);
        refresh(response);
    }

    /** A target refresh: the new Contact counts from now on. */
    void refresh(SipMessage message) {
        target = contactOf(message, target);
    }

    /** A connection that the peer speaks over is good for our requests too. */
    void use(Path from) {
        if (from.isReliable()) {
            path = from;
        }
    }

    private static List<String> reversed(SipMessage response) {
        List<String> routes = new ArrayList<>(response.elements(HeaderName.RECORD_ROUTE));
        Collections.reverse(routes);
        return routes;
    }

    private static String contactOf(SipMessage message, String otherwise) {
        NameAddress contact = message.contact();
        return contact == null || contact.sipUri() == null ? otherwise : contact.uri();
    }

    String callId() {
        return callId;
    }

    String localTag() {
        return localTag;
    }

    String remoteTag() {
        return remoteTag;
    }

    @Nullable
    Path path() {
        return path;
    }

    long nextSequence() {
        return ++sequence;
    }

    /** Where requests go first; null if nobody understands where. */
    @Nullable
    SipUri hop() {
        NameAddress first = routes.isEmpty() ? null : NameAddress.parse(routes.get(0));
        return first == null ? SipUri.parse(target) : first.sipUri();
    }

    /** The next request. */
    SipMessage request(String method) {
        return request(method, nextSequence());
    }

    SipMessage request(String method, long number) {
        NameAddress first = routes.isEmpty() ? null : NameAddress.parse(routes.get(0));
        SipUri hop = first == null ? null : first.sipUri();
        boolean strict = hop != null && !hop.parameters().has("lr");
        SipMessage request = SipMessage.request(method, strict && first != null ? first.uri() : target);
        request.add(HeaderName.FROM, local).add(HeaderName.TO, remote).add(HeaderName.CALL_ID, callId);
        request.add(HeaderName.CSEQ, number + " " + method).add(HeaderName.MAX_FORWARDS, "70");
        for (String route : strict ? routes.subList(1, routes.size()) : routes) {
            request.add(HeaderName.ROUTE, route);
        }
        if (strict) {
            request.add(HeaderName.ROUTE, "<" + target + ">");
        }
        return request;
    }
}
