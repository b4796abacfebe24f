package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.vault.LeadText;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.gateway.vault.Vault;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What one event loop reuses for every request: nothing here outlives the turn in which it is filled. */
final class Desk {
    final Draft draft = new Draft();
    /** The fields of a post as canonical JSON, for the vault. */
    final JsonBytes fieldsJson = new JsonBytes();

    final FieldReader fields;
    final PingMessage ping = new PingMessage(draft);
    final PostMessage post = new PostMessage(draft);
    final PingAnswer pingAnswer = new PingAnswer();
    final LeadAnswer leadAnswer = new LeadAnswer();
    private final RequestReader json = new RequestReader(draft);
    private final FormReader form = new FormReader(draft);

    Desk(Geography geography, InstantSource clock, PersonHash persons) {
        this.fields = new FieldReader(geography, clock, persons, draft, fieldsJson);
    }

    /** What the vault keeps of the lead that was read: fields and consent, and apart from them where it came from. */
    byte[] kept() {
        byte[] told = LeadText.of(fieldsJson.copy(), draft.consent.json());
        return draft.story.isEmpty() ? told : Vault.entry(told, draft.story.json(draft.visitRef));
    }

    /** Fills the draft with JSON that came by another way; null, or the problem if it cannot be read at all. */
    @Nullable
    Problem read(Request request, byte[] body) {
        draft.clear();
        return json.read(request, body, 0, body.length);
    }

    /** Fills the draft with a call's body; null, or the problem if it cannot be read at all. */
    @Nullable
    Problem read(Request request, Call call) {
        draft.clear();
        Buffer body = call.body();
        ByteBuf bytes = ((BufferInternal) body).getByteBuf();
        byte[] array = bytes.hasArray() ? bytes.array() : body.getBytes();
        int offset = bytes.hasArray() ? bytes.arrayOffset() + bytes.readerIndex() : 0;
        return call.isForm()
                ? form.read(request, array, offset, body.length())
                : json.read(request, array, offset, body.length());
    }
}
