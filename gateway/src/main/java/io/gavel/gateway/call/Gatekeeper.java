package io.gavel.gateway.call;

import io.gavel.gateway.market.CarrierInfo;
import io.gavel.gateway.market.CarrierPasswords;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.sip.IncomingInvite;
import io.gavel.gateway.sip.SipHandler;
import io.gavel.gateway.sip.digest.DigestServer;
import io.gavel.message.EntityKind;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets carriers in, by source address, by digest, or by both; everybody else is refused, and after a few refusals not heard any
 * more for a while. Any thread.
 */
final class Gatekeeper {
    private final Directory directory;
    private final CarrierPasswords passwords;
    private final DigestServer digest;
    private final Strangers strangers;
    private final Metrics metrics;

    Gatekeeper(
            Directory directory,
            CarrierPasswords passwords,
            DigestServer digest,
            Strangers strangers,
            Metrics metrics) {
        this.directory = directory;
        this.passwords = passwords;
        this.digest = digest;
        this.strangers = strangers;
        this.metrics = metrics;
    }

    /** Before anything is parsed. */
    boolean hears(InetAddress address) {
        return !strangers.isTiresome(address) || byAddress(address) != null;
    }

    /** Before a transaction is made; {@code call}: an INVITE, by which one may sign in. Nothing else of strangers is answered. */
    int admit(InetAddress address, boolean call) {
        if (byAddress(address) != null || (call && someSignIn())) {
            return SipHandler.WELCOME;
        }
        return stranger(address);
    }

    /** Whose call it is; null if it was refused, or asked to sign in. */
    @Nullable
    CarrierInfo carrier(IncomingInvite invite) {
        InetAddress address = invite.from().remote().getAddress();
        CarrierInfo known = byAddress(address);
        if (known != null && known.credentials() == null) {
            return known;
        }
        DigestServer.Verdict verdict = digest.check(invite.message(), this::password);
        if (verdict == DigestServer.Verdict.RIGHT) {
            CarrierInfo carrier = byUsername(digest.username(invite.message()));
            boolean may = carrier != null
                    && (carrier.networks().isEmpty() || carrier.covers(address.getAddress()))
                    && (known == null || known.id() == carrier.id());
            if (may) {
                return carrier;
            }
            invite.refuse(stranger(address));
            return null;
        }
        if (verdict == DigestServer.Verdict.WRONG) {
            metrics.count("calls.refused.signature");
            strangers.refused(address);
        }
        invite.refuse(digest.challenge(invite.reply(401, null), verdict == DigestServer.Verdict.STALE));
        return null;
    }

    private int stranger(InetAddress address) {
        metrics.count("calls.refused.stranger");
        return strangers.refused(address) ? SipHandler.DROP : 403;
    }

    private @Nullable CarrierInfo byAddress(InetAddress address) {
        byte[] bytes = address.getAddress();
        return first(carrier -> carrier.covers(bytes));
    }

    private @Nullable CarrierInfo byUsername(String username) {
        return first(carrier -> {
            CarrierInfo.Credentials credentials = carrier.credentials();
            return credentials != null && credentials.username().equals(username);
        });
    }

    private boolean someSignIn() {
        return first(carrier ->
                        carrier.credentials() != null && carrier.networks().isEmpty())
                != null;
    }

    /** The first of those that are enabled. */
    private @Nullable CarrierInfo first(Predicate<CarrierInfo> wanted) {
        Snapshot market = directory.now();
        for (int id = 1; id < market.end(EntityKind.CARRIER); id++) {
            CarrierInfo carrier = market.carrier(id);
            if (carrier != null && carrier.enabled() && wanted.test(carrier)) {
                return carrier;
            }
        }
        return null;
    }

    private @Nullable String password(String username) {
        CarrierInfo carrier = byUsername(username);
        CarrierInfo.Credentials credentials = carrier == null ? null : carrier.credentials();
        return credentials == null ? null : passwords.of(credentials);
    }
}
