package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Refusal;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.SuppressionAction;
import io.gavel.message.SuppressionChangedEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Who must not be sold: {@code POST} puts persons on a list, {@code DELETE} takes them off it ({@code DELETE ?all=true}
 * everybody). Lists of a seller, a campaign, a buyer, or of all. Read on the market's thread, sent in batches from the loop.
 */
final class SuppressionHandler {
    private static final int BATCH = 500;

    private final Directory directory;
    private final Market market;
    private final PersonHash hash;
    private final Commands commands;

    SuppressionHandler(Directory directory, Market market, PersonHash hash, Commands commands) {
        this.directory = directory;
        this.market = market;
        this.hash = hash;
        this.commands = commands;
    }

    /** A seller's own list. */
    void ofSeller(Call call) {
        change(call, EntityKind.SELLER, call.principal().ownerId());
    }

    /** A buyer's own list. */
    void ofBuyer(Call call) {
        change(call, EntityKind.BUYER, call.principal().ownerId());
    }

    /** The list that holds for all. */
    void ofAll(Call call) {
        change(call, EntityKind.SETTINGS, 0);
    }

    /** Any list: {@code /v1/admin/suppressions/{scope}/{id}}. */
    void ofOne(Call call) {
        EntityKind kind = scope(call.pathParameter("scope"));
        Entity entity = kind == null ? null : directory.now().entity(kind, call.pathParameter(EntityHandler.ID));
        if (kind == null || entity == null) {
            call.problem(Problems.NOT_FOUND);
            return;
        }
        change(call, kind, entity.id());
    }

    private static @Nullable EntityKind scope(String word) {
        return switch (word) {
            case "seller" -> EntityKind.SELLER;
            case "campaign" -> EntityKind.CAMPAIGN;
            case "buyer" -> EntityKind.BUYER;
            default -> null;
        };
    }

    private void change(Call call, EntityKind kind, int scopeId) {
        boolean remove = call.method().equals("DELETE");
        if (remove && "true".equals(call.query("all"))) {
            new Sending(call, kind, scopeId, SuppressionAction.CLEAR, new long[0]).next();
            return;
        }
        String type = call.header("Content-Type");
        boolean csv = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/csv");
        boolean json = type == null || type.toLowerCase(Locale.ROOT).startsWith("application/json");
        if (!csv && !json) {
            call.problem(415, "unsupported_type", "Send application/json or text/csv.");
            return;
        }
        byte[] body = call.body().getBytes();
        if (json && Answers.text(call) == null) {
            return;
        }
        Answers.later(call, market.compute(() -> read(body, csv)), persons -> {
            if (!persons.problems().isEmpty()) {
                Answers.refused(
                        call,
                        persons.problems().isMalformed()
                                ? new Refusal(
                                        400,
                                        "malformed",
                                        "The body cannot be read.",
                                        persons.problems().list())
                                : new Refusal(
                                        422,
                                        "fields_invalid",
                                        "Nothing was changed.",
                                        persons.problems().list()));
                return;
            }
            SuppressionAction action = remove ? SuppressionAction.REMOVE : SuppressionAction.ADD;
            new Sending(call, kind, scopeId, action, persons.keys()).next();
        });
    }

    private Persons read(byte[] body, boolean csv) {
        Persons persons = new Persons(hash);
        if (csv) {
            persons.readCsv(new String(body, StandardCharsets.UTF_8));
        } else {
            persons.readJson(body);
        }
        return persons;
    }

    /** One upload on its way: a batch goes when the one before was answered. */
    private final class Sending {
        private final Call call;
        private final EntityKind kind;
        private final int scopeId;
        private final SuppressionAction action;
        private final long[] keys;
        private int sent;
        private int changed;
        private boolean first = true;

        Sending(Call call, EntityKind kind, int scopeId, SuppressionAction action, long[] keys) {
            this.call = call;
            this.kind = kind;
            this.scopeId = scopeId;
            this.action = action;
            this.keys = keys;
        }

        void next() {
            boolean clears = action == SuppressionAction.CLEAR;
            if (clears ? !first : sent == keys.length) {
                answer();
                return;
            }
            first = false;
            int from = sent;
            sent = Math.min(keys.length, from + BATCH);
            commands.send(call, (buffer, correlationId) -> encode(buffer, correlationId, from), count -> {
                changed += count;
                next();
            });
        }

        private int encode(MutableDirectBuffer buffer, long correlationId, int from) {
            SuppressionChangedEncoder message = new SuppressionChangedEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .correlationId(correlationId)
                    .scopeId(scopeId)
                    .scopeKind(kind)
                    .action(action);
            SuppressionChangedEncoder.PersonsEncoder persons = message.personsCount(sent - from);
            for (int i = from; i < sent; i++) {
                persons.next().key(keys[i]);
            }
            message.actor(call.principal().name());
            return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        }

        private void answer() {
            Node answer = Node.map(0);
            answer.put("received", Answers.number(keys.length));
            answer.put(action == SuppressionAction.ADD ? "added" : "removed", Answers.number(changed));
            Answers.json(call, 200, answer);
        }
    }
}
