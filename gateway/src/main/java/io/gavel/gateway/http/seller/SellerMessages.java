package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Problem;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.vault.PersonHash;
import java.time.InstantSource;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a seller would send in JSON, as it would be on the line: for traffic that is made in process, without HTTP. Read, checked and
 * coded as the handlers do; what they would refuse is an error here. One thread.
 */
public final class SellerMessages {
    private final Directory directory;
    private final Desk desk;

    /** {@code clock}: tells where people may be called now. */
    public SellerMessages(Directory directory, PersonHash persons, InstantSource clock) {
        this.directory = directory;
        this.desk = new Desk(new Geography(), clock, persons);
    }

    /**
     * Encodes a ping from offset 0.
     *
     * @return its length, header included
     */
    public int ping(byte[] json, int sellerId, long correlationId, MutableDirectBuffer into) {
        CampaignInfo campaign = read(Request.PING, json, null);
        return desk.ping.encode(into, correlationId, 0, sellerId, campaign.id(), campaign.deadlineMillis(), false);
    }

    /** A whole lead. */
    public Lead lead(byte[] json, int sellerId) {
        CampaignInfo campaign = read(Request.LEAD, json, null);
        ExpandableArrayBuffer message = new ExpandableArrayBuffer(512);
        int length = desk.ping.encode(message, 0, 0, sellerId, campaign.id(), campaign.deadlineMillis(), true);
        return new Lead(desk.kept(), message, length);
    }

    /** The full data of a ping of this campaign; all that is held for it is redeemed. */
    public Lead post(byte[] json, String campaign, long pingId, int sellerId) {
        read(Request.POST, json, campaign);
        ExpandableArrayBuffer message = new ExpandableArrayBuffer(512);
        int length = desk.post.encode(message, 0, pingId, sellerId, new int[0], 0);
        return new Lead(desk.kept(), message, length);
    }

    private CampaignInfo read(Request request, byte[] json, @Nullable String named) {
        Draft draft = desk.draft;
        Problem unreadable = desk.read(request, json);
        Snapshot market = directory.now();
        CampaignInfo campaign = market.campaign(named == null ? draft.campaign : named);
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        if (unreadable != null || campaign == null || vertical == null) {
            throw new IllegalArgumentException(unreadable == null ? "there is no such campaign" : unreadable.detail());
        }
        desk.fields.read(request, vertical);
        if (!draft.errors.isEmpty()) {
            throw new IllegalArgumentException(draft.errors.toString());
        }
        return campaign;
    }

    /** A lead on its way: first its data goes into the vault, then the message, which names it, onto the line. */
    public static final class Lead {
        private final byte[] kept;
        private final ExpandableArrayBuffer message;
        private final int length;

        Lead(byte[] kept, ExpandableArrayBuffer message, int length) {
            this.kept = kept;
            this.message = message;
            this.length = length;
        }

        /** What the vault keeps. */
        public byte[] kept() {
            return kept.clone();
        }

        /** The message, complete; {@link #length} bytes of it. */
        public MutableDirectBuffer message(long correlationId, long leadRef) {
            Stored.complete(message, correlationId, leadRef);
            return message;
        }

        /** Bytes, header included. */
        public int length() {
            return length;
        }
    }
}
