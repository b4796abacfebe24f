package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.ApiKeys;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/keys}: {@code {"role": "operator|analyst|seller|buyer", "owner": "acme-media", "label": "..."}}. */
final class KeysHandler {
    private final ApiKeys keys;
    private final Directory directory;

    KeysHandler(ApiKeys keys, Directory directory) {
        this.keys = keys;
        this.directory = directory;
    }

    /** Makes a key; the answer is the only place where it is ever shown. */
    void create(Call call) {
        Node body = Answers.object(call);
        if (body == null) {
            return;
        }
        Problems problems = new Problems();
        Role role = role(body.get("role"));
        if (role == null) {
            problems.add("role", body, "expected operator, analyst, seller or buyer");
        }
        String owner = text(body, "owner", problems);
        String label = text(body, "label", problems);
        Answers.onlyKeys(body, problems, "role", "owner", "label");
        if (role == null || !problems.isEmpty()) {
            Answers.invalid(call, problems);
            return;
        }
        String actor = call.principal().name();
        Answers.later(call, keys.create(role, owner, label, actor), made -> answer(call, role, owner, label, made));
    }

    void list(Call call) {
        Paging paging = Paging.of(call);
        if (paging == null) {
            return;
        }
        Snapshot present = directory.now();
        int end = present.end(EntityKind.API_KEY);
        int id = paging.after() == 0 ? end - 1 : (int) Math.min(end, paging.after()) - 1;
        Node items = Node.list(0);
        for (; id > 0 && items.values().size() < paging.limit(); id--) {
            Entity key = present.entity(EntityKind.API_KEY, id);
            if (key != null && !key.deleted()) {
                items.add(ApiKeys.shown(key));
            }
        }
        Node answer = Node.map(0);
        answer.put("items", items);
        if (id > 0) {
            answer.put("next", Answers.text(Integer.toString(id + 1)));
        }
        Answers.json(call, 200, answer);
    }

    void revoke(Call call) {
        String actor = call.principal().name();
        Answers.later(call, keys.revoke(call.pathParameter(EntityHandler.ID), actor), outcome -> {
            if (outcome.refusal() == null) {
                call.noContent();
            } else {
                Answers.refused(call, outcome.refusal());
            }
        });
    }

    private static void answer(Call call, Role role, String owner, String label, ApiKeys.Made made) {
        if (made.refusal() != null) {
            Answers.refused(call, made.refusal());
            return;
        }
        Node answer = Node.map(0);
        answer.put("id", Answers.text(made.id()));
        answer.put("key", Answers.text(made.key()));
        answer.put("role", Answers.text(role.name().toLowerCase(Locale.ROOT)));
        if (!owner.isEmpty()) {
            answer.put("owner", Answers.text(owner));
        }
        answer.put("label", Answers.text(label));
        Answers.json(call, 201, answer);
    }

    private static @Nullable Role role(@Nullable Node node) {
        for (Role role : Role.values()) {
            if (node != null && role.name().toLowerCase(Locale.ROOT).equals(node.text())) {
                return role;
            }
        }
        return null;
    }

    private static String text(Node body, String key, Problems problems) {
        Node node = body.get(key);
        if (node == null || node.isNull()) {
            return "";
        }
        if (node.kind() != Node.Kind.TEXT) {
            problems.add(key, node, "expected a text");
            return "";
        }
        return node.text();
    }
}
