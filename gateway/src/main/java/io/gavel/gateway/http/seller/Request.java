package io.gavel.gateway.http.seller;

import io.gavel.gateway.vault.PersonHash;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a seller may ask for, and which keys each request has besides its fields. */
enum Request {
    /** {@code POST /v1/pings}. */
    PING,
    /** {@code POST /v1/posts}. */
    POST,
    /** {@code POST /v1/leads}: ping and post in one. */
    LEAD;

    private static final int MOST_SOURCE_BYTES = 128;
    private static final int MOST_DEADLINE_MILLIS = 60_000;

    /** A key of a request. */
    enum Member {
        CAMPAIGN(1),
        FIELDS(2),
        PHONE_HASH(4),
        CALLER_ID(8),
        SOURCE(16),
        SUB_ID(32),
        FLOOR(64),
        DEADLINE_MS(128),
        TEST(256),
        MODE(512),
        PING_ID(1024),
        BID_IDS(2048),
        CONSENT(4096);

        private final int bit;

        Member(int bit) {
            this.bit = bit;
        }

        int bit() {
            return bit;
        }
    }

    /** The key of a name, or null if this request has none such. */
    @Nullable
    Member member(String name) {
        return switch (name) {
            case "fields" -> Member.FIELDS;
            case "ping_id" -> this == POST ? Member.PING_ID : null;
            case "bid_ids" -> this == POST ? Member.BID_IDS : null;
            case "consent" -> this == PING ? null : Member.CONSENT;
            case "campaign" -> this == POST ? null : Member.CAMPAIGN;
            case "source" -> this == POST ? null : Member.SOURCE;
            case "sub_id" -> this == POST ? null : Member.SUB_ID;
            case "floor" -> this == POST ? null : Member.FLOOR;
            case "deadline_ms" -> this == POST ? null : Member.DEADLINE_MS;
            case "test" -> this == POST ? null : Member.TEST;
            case "mode" -> this == PING ? Member.MODE : null;
            case "phone_hash" -> this == PING ? Member.PHONE_HASH : null;
            case "caller_id" -> this == PING ? Member.CALLER_ID : null;
            default -> null;
        };
    }

    /** Takes a member that is a text. */
    static void setText(Draft draft, Member member, String name, String text) {
        switch (member) {
            case CAMPAIGN -> draft.campaign = text;
            case PING_ID -> draft.pingId = text;
            case CALLER_ID -> draft.callerId = text;
            case SOURCE -> draft.source = bounded(draft, name, text);
            case SUB_ID -> draft.subId = bounded(draft, name, text);
            case PHONE_HASH -> {
                draft.phoneHash = text;
                if (!PersonHash.isHash(text)) {
                    draft.error(name, "must be the SHA-256 of the number in E.164 as 64 hex digits");
                }
            }
            case MODE -> {
                draft.all = text.equals("all");
                if (!draft.all && !text.equals("best")) {
                    draft.error(name, "must be best or all");
                }
            }
            default -> throw new IllegalArgumentException(name);
        }
    }

    static void checkFloor(Draft draft) {
        if (draft.floorMicros < 0) {
            draft.error("floor", "must be an amount of 0 or more, as a plain decimal with at most 6 decimals");
            draft.floorMicros = 0;
        }
    }

    static void checkDeadline(Draft draft) {
        if (draft.deadlineMillis < 1 || draft.deadlineMillis > MOST_DEADLINE_MILLIS) {
            draft.error("deadline_ms", "must be a whole number from 1 to " + MOST_DEADLINE_MILLIS);
            draft.deadlineMillis = 0;
        }
    }

    private static String bounded(Draft draft, String name, String text) {
        boolean isShort =
                text.length() <= MOST_SOURCE_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= MOST_SOURCE_BYTES;
        if (!isShort) {
            draft.error(name, "has more than " + MOST_SOURCE_BYTES + " bytes");
            return "";
        }
        return text;
    }
}
