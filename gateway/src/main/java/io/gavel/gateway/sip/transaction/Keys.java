package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.Via;

/** What names a transaction (RFC 3261 §17.1.3, §17.2.3). */
final class Keys {
    private Keys() {}

    static String client(String branch, String method) {
        return branch + ' ' + method;
    }

    /** ACK and CANCEL have the INVITE's if asked for it by {@code method}. */
    static String server(SipMessage request, Via via, String method) {
        if (via.hasUniqueBranch()) {
            return via.branch() + ' ' + via.sentBy() + ' ' + method;
        }
        return "2543 " + method + ' ' + request.requestUri() + ' ' + request.fromTag() + ' ' + request.callId() + ' '
                + request.cseq() + ' ' + via.sentBy() + ' ' + via.branch();
    }

    /** The same for a request that came by two ways (§8.2.2.2). */
    static String merged(SipMessage request) {
        return request.fromTag() + ' ' + request.callId() + ' ' + request.cseq() + ' ' + request.method();
    }

    /** Of which transaction an ACK speaks. */
    static String matching(String method) {
        return method.equals(Method.ACK) ? Method.INVITE : method;
    }

    static boolean isOutsideDialog(SipMessage request) {
        return request.has(HeaderName.TO) && request.toTag().isEmpty();
    }
}
