package io.gavel.gateway.call;

import io.gavel.gateway.call.webhook.Reservations;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.line.Patience;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.Attributes;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.message.Reason;
import io.gavel.ring.InputRing;
import io.gavel.ring.Slot;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Pings for calls that a carrier announces by HTTP: the same fields and the same person as the call will have, so the award is that
 * of the call. Remembers which number a ping was for; a later one may take an earlier one's place, and after a restart none is
 * known: then the call's record has the ping in the number's place. Any event loop.
 */
public final class CallPings implements Reservations {
    private static final int GRACE_MILLIS = 2_000;

    private final InputRing inputs;
    private final Replies replies;
    private final Directory directory;
    private final PersonHash persons;
    private final Function<String, CallerPlace> places;
    private final LatestPings numbers = new LatestPings();

    /** {@code places}: where a caller's number is of. */
    public CallPings(
            InputRing inputs,
            Replies replies,
            Directory directory,
            PersonHash persons,
            Function<String, CallerPlace> places) {
        this.inputs = inputs;
        this.replies = replies;
        this.directory = directory;
        this.persons = persons;
        this.places = places;
    }

    @Override
    public void ask(
            Loop loop, long call, NumberInfo number, int sellerId, String caller, Consumer<@Nullable Answer> then) {
        Snapshot market = directory.now();
        CampaignInfo campaign = market.campaign(number.campaignId());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        Slot slot = campaign == null || vertical == null ? null : inputs.claimIntake();
        if (campaign == null || vertical == null || slot == null) {
            then.accept(null);
            return;
        }
        long correlationId =
                replies.await(loop, campaign.deadlineMillis() + GRACE_MILLIS, new PingReply(number.id(), then));
        if (correlationId == 0) {
            slot.abandon();
            then.accept(null);
            return;
        }
        String from = PhoneNumber.e164(caller);
        CallerPlace place = from == null ? CallerPlace.UNKNOWN : places.apply(from);
        Attributes attributes = new CallFields(vertical).of(place, null).attributes();
        long person = from == null || vertical.callerField() == 0 ? 0 : persons.key(FieldType.PHONE, from);
        Patience.put(
                slot,
                room -> write(
                        room,
                        new Wanted(
                                correlationId,
                                call,
                                sellerId,
                                campaign,
                                number.source(),
                                attributes,
                                vertical,
                                person)));
    }

    /** The number that a ping was asked for; 0: not known. */
    int numberOf(long pingId) {
        return numbers.get(pingId);
    }

    private synchronized void remember(long pingId, int numberId) {
        numbers.put(pingId, numberId);
    }

    private record Wanted(
            long correlationId,
            long call,
            int sellerId,
            CampaignInfo campaign,
            @Nullable String source,
            Attributes attributes,
            Vertical vertical,
            long person) {}

    private static int write(Slot slot, Wanted wanted) {
        PingReceivedEncoder message = new PingReceivedEncoder();
        message.wrapAndApplyHeader(slot.buffer(), 0, new MessageHeaderEncoder())
                .correlationId(wanted.correlationId)
                .requestKey(wanted.call)
                .sameKey(sameKey(wanted))
                .leadRef(0)
                .floorMicros(0)
                .sellerId(wanted.sellerId)
                .campaignId(wanted.campaign.id())
                .deadlineMillis(wanted.campaign.deadlineMillis());
        message.flags().clear();
        wanted.attributes.write(message);
        PingReceivedEncoder.PersonsEncoder group = message.personsCount(wanted.person == 0 ? 0 : 1);
        if (wanted.person != 0) {
            group.next().fieldId(wanted.vertical.callerField()).key(wanted.person);
        }
        message.source(wanted.source == null ? "" : wanted.source).subId("");
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    /** The same caller announced again, by a carrier that was not heard the first time, has the same award. */
    private static long sameKey(Wanted wanted) {
        long parties = ((long) wanted.sellerId << 32) | wanted.campaign.id();
        return wanted.person == 0 ? 0 : Coding.combine(Coding.combine(parties, 0), wanted.person);
    }

    private final class PingReply implements Reply {
        private final int numberId;
        private final Consumer<@Nullable Answer> then;

        PingReply(int numberId, Consumer<@Nullable Answer> then) {
            this.numberId = numberId;
            this.then = then;
        }

        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            PingAnsweredDecoder answer = new PingAnsweredDecoder();
            answer.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            Reason reason = Reason.of(answer.reason());
            if (reason == Reason.NONE) {
                remember(answer.pingId(), numberId);
            }
            then.accept(new Answer(answer.pingId(), reason));
        }

        @Override
        public void timedOut() {
            then.accept(null);
        }
    }
}
