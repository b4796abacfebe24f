package io.gavel.gateway.call;

import io.gavel.gateway.sip.InviteOptions;
import io.gavel.gateway.sip.SipLoop;
import io.gavel.gateway.sip.digest.Credentials;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.NameAddress;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipUri;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rings buyers over SIP, on its loop. */
final class SipDialler implements BuyerLeg.Dialler {
    /** Which call of ours an INVITE is for; one that comes back to us with it is a loop. */
    static final String CALL = "X-Gavel-Call";

    private static final int SILENCE_MILLIS = 4_000;
    /** The host of agents that this program plays itself. */
    static final String SIMULATED = "simulated-agent.test";

    private static final String ANONYMOUS = "sip:anonymous@anonymous.invalid";

    private final Supplier<SipLoop> loop;
    private final String address;
    private final Supplier<String> simulated;

    /**
     * Rings buyers.
     *
     * @param address what peers are told
     * @param simulated where calls to {@value #SIMULATED} go
     */
    SipDialler(Supplier<SipLoop> loop, String address, Supplier<String> simulated) {
        this.loop = loop;
        this.address = address;
        this.simulated = simulated;
    }

    @Override
    public @Nullable BuyerLeg ring(Destination destination, String offerSdp, BuyerLeg.Listener listener) {
        SipUri uri = SipUri.parse(destination.uri());
        if (uri == null || destination.maxForwards() == 0) {
            return null;
        }
        SipMessage invite = SipMessage.request(Method.INVITE, destination.uri());
        String caller = destination.caller();
        String from = caller == null ? ANONYMOUS : "sip:" + caller + '@' + address;
        invite.set(
                HeaderName.FROM,
                NameAddress.of(caller == null ? "Anonymous" : "", from).toString());
        invite.set(HeaderName.TO, NameAddress.of("", destination.uri()).toString());
        invite.set(HeaderName.MAX_FORWARDS, Integer.toString(destination.maxForwards()));
        invite.set(CALL, destination.callId());
        if (caller == null) {
            invite.set(HeaderName.PRIVACY, "id");
        } else {
            invite.set(HeaderName.P_ASSERTED_IDENTITY, NameAddress.of("", from).toString());
        }
        if (destination.identity() != null) {
            invite.set(HeaderName.IDENTITY, destination.identity());
        }
        invite.body("application/sdp", SipDialogs.bytes(offerSdp));
        SipBuyer buyer = new SipBuyer(listener);
        String hop = uri.host().equalsIgnoreCase(SIMULATED) ? simulated.get() : destination.nextHop();
        buyer.sent(loop.get().invite(invite, options(destination, hop), buyer));
        return buyer;
    }

    private static InviteOptions options(Destination destination, @Nullable String nextHop) {
        InviteOptions options = InviteOptions.PLAIN.silentFor(SILENCE_MILLIS);
        String username = destination.username();
        String password = destination.password();
        if (username != null && password != null) {
            options = options.with(new Credentials(username, password));
        }
        SipUri hop = nextHop == null ? null : SipUri.parse(nextHop);
        return hop == null ? options : options.via(hop);
    }
}
