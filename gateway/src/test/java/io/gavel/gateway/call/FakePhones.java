package io.gavel.gateway.call;

import io.gavel.gateway.media.Negotiated;
import io.gavel.message.LegCause;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Buyers without signalling, by the user of their address; {@code nowhere} cannot be rung. On the call's loop. */
final class FakePhones implements BuyerLeg.Dialler {
    final Map<String, Phone> phones = new ConcurrentHashMap<>();
    private final Consumer<String> said;

    FakePhones(Consumer<String> said) {
        this.said = said;
    }

    @Override
    public @Nullable BuyerLeg ring(Destination destination, String offerSdp, BuyerLeg.Listener listener) {
        String user = destination.uri().replaceAll("sip:|@.*", "");
        if (user.equals("nowhere")) {
            return null;
        }
        Phone phone = new Phone(user, destination, offerSdp, listener);
        phones.put(user, phone);
        said.accept("INVITE " + user);
        return phone;
    }

    /** One that was rung. */
    final class Phone implements BuyerLeg {
        final Destination destination;
        final String offer;
        final BuyerLeg.Listener tells;
        private final String user;
        /** What it answers a re-INVITE with. */
        String reply = "reply";

        Phone(String user, Destination destination, String offer, BuyerLeg.Listener tells) {
            this.offer = offer;
            this.user = user;
            this.destination = destination;
            this.tells = tells;
        }

        @Override
        public void reinvite(String sdp, Consumer<Negotiated> then) {
            said.accept("re-INVITE " + user + " " + sdp.replaceAll("\\s", " "));
            then.accept(Negotiated.to(reply));
        }

        @Override
        public void stop(LegCause cause) {
            said.accept("stop " + user + " " + cause);
        }
    }
}
