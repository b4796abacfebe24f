package io.gavel.gateway.sip;

import io.gavel.gateway.sip.digest.Credentials;
import io.gavel.gateway.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * How an INVITE is sent.
 *
 * @param credentials to answer 401 and 407 once; null: they are refusals
 * @param nextHop where it goes; null: where the Request-URI says
 * @param silenceMillis how long to wait for any answer at all (timer B); 0: 64 × T1
 * @param reliable whether we say that we speak 100rel
 */
public record InviteOptions(
        @Nullable Credentials credentials, @Nullable SipUri nextHop, int silenceMillis, boolean reliable) {
    public static final InviteOptions PLAIN = new InviteOptions(null, null, 0, false);

    public InviteOptions with(Credentials who) {
        return new InviteOptions(who, nextHop, silenceMillis, reliable);
    }

    public InviteOptions via(SipUri hop) {
        return new InviteOptions(credentials, hop, silenceMillis, reliable);
    }

    public InviteOptions silentFor(int millis) {
        return new InviteOptions(credentials, nextHop, millis, reliable);
    }

    public InviteOptions reliably() {
        return new InviteOptions(credentials, nextHop, silenceMillis, true);
    }
}
