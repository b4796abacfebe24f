package io.gavel.gateway.http.seller;

import io.gavel.gateway.story.Story;
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
        CONSENT(4096),
        VISIT_ID(8192),
        TRACKING(16_384);

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
            case "visit_id" -> Member.VISIT_ID;
            case "tracking" -> Member.TRACKING;
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
            case VISIT_ID -> draft.visitId = text;
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

    /** Takes one thing that is told of where the lead came from. */
    static void setTracking(Draft draft, String name, String text) {
        String path = "tracking." + (name.length() > 64 ? name.substring(0, 64) : name);
        if (!Story.isName(name)) {
            draft.error(path, "is not known here");
        } else if (text.length() > Story.longest(name)) {
            draft.error(path, "has more than " + Story.longest(name) + " characters");
        } else if (name.startsWith("ad_") && !text.equals("granted") && !text.equals("denied")) {
            draft.error(path, "must be granted or denied");
        } else {
            draft.tracking.put(name, text);
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

    /** Whether it may be a source or sub id. */
    static boolean isShort(String text) {
        return text.length() <= MOST_SOURCE_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= MOST_SOURCE_BYTES;
    }

    private static String bounded(Draft draft, String name, String text) {
        if (!isShort(text)) {
            draft.error(name, "has more than " + MOST_SOURCE_BYTES + " bytes");
            return "";
        }
        return text;
    }
}
