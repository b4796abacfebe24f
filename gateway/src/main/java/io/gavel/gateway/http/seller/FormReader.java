package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.message.Money;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ping, post or lead from a form ({@code application/x-www-form-urlencoded}, WHATWG URL §5.1, UTF-8) into a
 * {@link Draft}: {@code campaign=auto-leads&fields[zip]=90210&fields.age=34&test=true}; {@code bid_ids} may come more than
 * once. All values are texts and are read as their field's type. One thread.
 */
final class FormReader {
    private static final int MOST_PAIRS = 1000;

    private final Draft draft;
    private Request request = Request.PING;
    private int seen;

    FormReader(Draft draft) {
        this.draft = draft;
    }

    /** Null, or the problem if this cannot be read at all. */
    @Nullable
    Problem read(Request kind, byte[] body, int offset, int length) {
        request = kind;
        seen = 0;
        draft.form = true;
        int end = offset + length;
        int pairs = 0;
        for (int at = offset; at < end; ) {
            int next = indexOf(body, at, end, '&');
            if (next > at) {
                int equals = indexOf(body, at, next, '=');
                String name = decode(body, at, equals);
                String value = decode(body, Math.min(equals + 1, next), next);
                if (name == null || value == null) {
                    return Problems.malformed("The form is not percent-encoded UTF-8.");
                }
                if (++pairs > MOST_PAIRS) {
                    return Problems.malformed("The form has too many pairs.");
                }
                pair(name, value);
            }
            at = next + 1;
        }
        return null;
    }

    private void pair(String name, String value) {
        String evidence = request.member("consent") == null ? null : memberName(name, "consent");
        if (evidence != null) {
            if (!value.isEmpty()) {
                draft.consent.take(draft, evidence, value);
            }
            return;
        }
        String told = memberName(name, "tracking");
        if (told != null) {
            if (!value.isEmpty()) {
                Request.setTracking(draft, told, value);
            }
            return;
        }
        String field = memberName(name, "fields");
        if (field != null) {
            draft.hasFields = true;
            draft.write(field, value.isEmpty() ? Draft.Kind.NULL : Draft.Kind.TEXT, 0, value);
            return;
        }
        Request.Member member = request.member(name.equals("bid_ids[]") ? "bid_ids" : name);
        boolean isObject = member == Request.Member.FIELDS
                || member == Request.Member.CONSENT
                || member == Request.Member.TRACKING;
        if (member == null || isObject) {
            draft.error(name, "is not a key of this request");
        } else if (member == Request.Member.BID_IDS) {
            bidId(value);
        } else if ((seen & member.bit()) != 0) {
            draft.error(name, "is given twice");
        } else {
            seen |= member.bit();
            member(member, name, value);
        }
    }

    private void bidId(String value) {
        if (draft.bidIds.size() < Draft.MOST_FIELDS) {
            draft.bidIds.add(value);
        } else {
            draft.error("bid_ids[" + draft.bidIds.size() + "]", "at most " + Draft.MOST_FIELDS + " of them");
        }
    }

    private void member(Request.Member member, String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        switch (member) {
            case FLOOR -> {
                draft.floorMicros = Money.parse(value);
                Request.checkFloor(draft);
            }
            case DEADLINE_MS -> {
                long millis = Scalars.integer(value);
                draft.deadlineMillis = millis == (int) millis ? (int) millis : -1;
                Request.checkDeadline(draft);
            }
            case TEST -> {
                draft.test = value.equals("true") || value.equals("1");
                if (!draft.test && !value.equals("false") && !value.equals("0")) {
                    draft.error(name, "must be true or false");
                }
            }
            default -> Request.setText(draft, member, name, value);
        }
    }

    /** The x in {@code fields[x]} or {@code fields.x}, or null. */
    private static @Nullable String memberName(String name, String object) {
        int length = object.length();
        if (!name.startsWith(object) || name.length() == length) {
            return null;
        }
        if (name.charAt(length) == '.') {
            return name.substring(length + 1);
        }
        return name.charAt(length) == '[' && name.endsWith("]") ? name.substring(length + 1, name.length() - 1) : null;
    }

    private static int indexOf(byte[] body, int from, int end, char c) {
        int at = from;
        while (at < end && body[at] != c) {
            at++;
        }
        return at;
    }

    private static @Nullable String decode(byte[] body, int from, int to) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            byte b = body[at];
            if (b == '%') {
                int high = at + 2 < to ? Character.digit(body[at + 1], 16) : -1;
                int low = at + 2 < to ? Character.digit(body[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                b = (byte) (high << 4 | low);
                at += 2;
            } else if (b == '+') {
                b = ' ';
            }
            plain[length++] = b;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
