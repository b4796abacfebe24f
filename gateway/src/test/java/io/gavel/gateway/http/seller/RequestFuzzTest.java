package io.gavel.gateway.http.seller;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.market.SomeVertical;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.vault.PersonHash;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a seller sends as a ping, post or lead, in JSON or as a form: read, or a problem, never an exception; what is taken
 * fits the line; and the canonical form that the vault keeps means the same when it is read again.
 */
class RequestFuzzTest {
    private static final Vertical VERTICAL = SomeVertical.ofEveryType();
    private static final Geography GEOGRAPHY = new Geography();
    private static final PersonHash PERSONS = new PersonHash(new byte[32]);

    @FuzzTest(maxDuration = "3s")
    void aRequestIsReadOrRefused(FuzzedDataProvider data) {
        boolean isForm = data.consumeBoolean();
        Request request = data.pickValue(Request.values());
        byte[] body = data.consumeRemainingAsBytes();

        Reading first = new Reading();
        Problem problem = first.read(request, isForm, body);
        check(problem == null || problem.code().equals("malformed"), "another problem");
        if (problem != null || !first.draft.errors.isEmpty()) {
            return;
        }
        first.encode();
        if (request == Request.LEAD) {
            isCanonical(first);
        }
    }

    private static void isCanonical(Reading first) {
        byte[] canonical = first.json.copy();
        Reading second = new Reading();
        String again = "{\"fields\":" + new String(canonical, StandardCharsets.UTF_8) + "}";
        check(
                second.read(Request.LEAD, false, again.getBytes(StandardCharsets.UTF_8)) == null,
                "the vault's form is no JSON");
        check(second.draft.errors.isEmpty(), "the vault's form is wrong: " + second.draft.errors);
        check(Arrays.equals(canonical, second.json.copy()), "the vault's form is not canonical");
        second.draft.source = first.draft.source;
        second.draft.subId = first.draft.subId;
        second.draft.floorMicros = first.draft.floorMicros;
        second.draft.test = first.draft.test;
        second.draft.deadlineMillis = first.draft.deadlineMillis;
        second.draft.all = first.draft.all;
        second.draft.phoneHash = first.draft.phoneHash;
        check(Arrays.equals(first.encode(), second.encode()), "the vault's form means something else");
    }

    /** What an event loop has to read with. */
    private static final class Reading {
        private final Draft draft = new Draft();
        private final JsonBytes json = new JsonBytes();
        private final FieldReader fields = new FieldReader(GEOGRAPHY, InstantSource.system(), PERSONS, draft, json);

        private @Nullable Problem read(Request request, boolean isForm, byte[] body) {
            Problem problem = isForm
                    ? new FormReader(draft).read(request, body, 0, body.length)
                    : new RequestReader(draft).read(request, body, 0, body.length);
            if (problem == null) {
                fields.read(request, VERTICAL);
            }
            return problem;
        }

        private byte[] encode() {
            ExpandableArrayBuffer line = new ExpandableArrayBuffer(512);
            int length = new PingMessage(draft).encode(line, 1, 2, 3, 4, draft.deadlineMillis, false);
            return Arrays.copyOf(line.byteArray(), length);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
