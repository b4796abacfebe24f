package io.gavel.gateway.call.webhook;

import io.gavel.gateway.http.Loop;
import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.CarrierInfo;
import io.gavel.gateway.market.CarrierPasswords;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Duplicates;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.Coding;
import io.gavel.message.Ids;
import io.gavel.message.Reason;
import io.gavel.message.Repeat;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a call that a carrier announces is to go: to the address of the ping that sold it; to its number, where a flow, a visit or
 * an earlier call has a say in who gets it; or nowhere, and the carrier need not send it. Any event loop.
 */
final class Switchboard {
    private static final int NOT_FOUND = 404;
    private static final int BUSY = 503;

    private final Directory directory;
    private final CarrierPasswords passwords;
    private final Supplier<@Nullable String> sipHost;
    private final BooleanSupplier accepting;
    private final Reservations reservations;
    private final Metrics metrics;

    /** {@code sipHost}: host and port that carriers send calls to; null while no calls are taken. */
    Switchboard(
            Directory directory,
            CarrierPasswords passwords,
            Supplier<@Nullable String> sipHost,
            BooleanSupplier accepting,
            Reservations reservations,
            Metrics metrics) {
        this.directory = directory;
        this.passwords = passwords;
        this.sipHost = sipHost;
        this.accepting = accepting;
        this.reservations = reservations;
        this.metrics = metrics;
    }

    /**
     * What the carrier is told.
     *
     * @param where null: the call is refused
     * @param status of a refusal, as SIP has it
     */
    record Verdict(@Nullable Where where, int status) {
        boolean isBusy() {
            return status != NOT_FOUND;
        }
    }

    /** On the loop of the request; {@code then} is told there, at once or when the auction is over. */
    void find(Loop loop, CarrierInfo carrier, Asked asked, Consumer<Verdict> then) {
        Snapshot market = directory.now();
        String number = PhoneNumber.e164(asked.to());
        NumberInfo info = number == null ? null : market.staticNumber(number);
        CampaignInfo campaign = number == null ? null : campaign(market, number, info);
        CallTerms terms = campaign == null ? null : campaign.calls();
        String host = sipHost.get();
        if (number == null || campaign == null || terms == null) {
            then.accept(refused(NOT_FOUND, "unknown_number"));
        } else if (host == null || !accepting.getAsBoolean()) {
            then.accept(refused(BUSY, "busy"));
        } else if (info == null || terms.flow() != null || goesToTheSame(campaign)) {
            then.accept(to(number, host, carrier));
        } else {
            int seller = info.sellerId() != 0 ? info.sellerId() : carrier.sellerId();
            reservations.ask(
                    loop,
                    Coding.combine(Coding.hash("carrier/" + carrier.id()), Coding.hash(asked.callId())),
                    info,
                    seller,
                    asked.from(),
                    answer -> then.accept(sold(answer, number, host, carrier, terms.noBuyerStatus())));
        }
    }

    private Verdict sold(
            Reservations.@Nullable Answer answer, String number, String host, CarrierInfo carrier, int noBuyerStatus) {
        Reason reason = answer == null ? Reason.DEADLINE_PASSED : answer.reason();
        return switch (reason) {
            case NONE -> to(answer == null ? number : Ids.text(answer.pingId()), host, carrier);
            // the call itself is decided by other rules: a fallback, an earlier sale, or a second look
            case DUPLICATE, LOW_SCORE, DEADLINE_PASSED -> to(number, host, carrier);
            default -> refused(noBuyerStatus, "no_buyer");
        };
    }

    private Verdict to(String user, String host, CarrierInfo carrier) {
        CarrierInfo.Credentials credentials = carrier.credentials();
        Where where = new Where(
                "sip:" + user + "@" + host,
                credentials == null ? null : credentials.username(),
                credentials == null ? null : passwords.of(credentials));
        return new Verdict(where, 0);
    }

    private Verdict refused(int status, String why) {
        metrics.count("calls.webhooks.rejected." + why);
        return new Verdict(null, status);
    }

    private static boolean goesToTheSame(CampaignInfo campaign) {
        Duplicates duplicates = campaign.duplicates();
        return duplicates != null && duplicates.repeat() == Repeat.SAME_BUYER;
    }

    /** That sells the calls of a number, E.164; null if it is none of ours. */
    private static @Nullable CampaignInfo campaign(Snapshot market, String number, @Nullable NumberInfo info) {
        if (info != null) {
            return info.enabled() ? market.campaign(info.campaignId()) : null;
        }
        PoolInfo pool = market.poolOf(Long.parseLong(number.substring(1)));
        return pool == null ? null : market.campaign(pool.campaignId());
    }
}
