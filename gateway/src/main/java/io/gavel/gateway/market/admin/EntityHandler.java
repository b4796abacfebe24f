package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Documents;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Refusal;
import io.gavel.gateway.market.Section;
import io.gavel.gateway.market.Snapshot;

/** {@code /v1/admin/<section>} and {@code /v1/admin/<section>/{id}}: one entity of the market, with its ETag. */
final class EntityHandler {
    static final String ID = "id";

    private final Section section;
    private final Market market;
    private final Directory directory;

    EntityHandler(Section section, Market market, Directory directory) {
        this.section = section;
        this.market = market;
        this.directory = directory;
    }

    void list(Call call) {
        Paging paging = Paging.of(call);
        if (paging == null) {
            return;
        }
        Snapshot present = directory.now();
        int end = present.end(section.kind());
        int id = paging.after() == 0 ? end - 1 : (int) Math.min(end, paging.after()) - 1;
        Node items = Node.list(0);
        int last = 0;
        for (; id > 0 && items.values().size() < paging.limit(); id--) {
            Entity entity = present.entity(section.kind(), id);
            if (entity != null && !entity.deleted()) {
                items.add(item(entity));
                last = id;
            }
        }
        Node answer = Node.map(0);
        answer.put("items", items);
        if (id > 0) {
            answer.put("next", Answers.text(Integer.toString(last)));
        }
        Answers.json(call, 200, answer);
    }

    void get(Call call) {
        Entity entity = directory.now().entity(section.kind(), call.pathParameter(ID));
        if (entity == null) {
            call.problem(Problems.NOT_FOUND);
            return;
        }
        String known = call.header("If-None-Match");
        if (known != null && known.equals(Precondition.tag(entity))) {
            call.with("ETag", Precondition.tag(entity)).bytes(304, Call.JSON, io.vertx.core.buffer.Buffer.buffer());
            return;
        }
        Answers.entity(call, 200, entity, Documents.shown(section.kind(), entity.document()));
    }

    void put(Call call) {
        String json = Answers.text(call);
        if (json == null) {
            return;
        }
        String actor = call.principal().name();
        Answers.later(
                call,
                market.put(section, call.pathParameter(ID), json, precondition(call), actor),
                outcome -> answer(call, outcome));
    }

    void delete(Call call) {
        String actor = call.principal().name();
        Answers.later(call, market.delete(section, call.pathParameter(ID), precondition(call), actor), outcome -> {
            if (outcome.refusal() == null) {
                call.noContent();
            } else {
                Answers.refused(call, outcome.refusal());
            }
        });
    }

    static void answer(Call call, Outcome outcome) {
        Refusal refusal = outcome.refusal();
        Entity entity = outcome.entity();
        if (refusal != null) {
            Answers.refused(call, refusal);
        } else if (entity != null) {
            Node shown = Documents.shown(entity.kind(), entity.document());
            Answers.entity(call, outcome.created() ? 201 : 200, entity, shown);
        } else {
            call.problem(Problems.NO_ANSWER);
        }
    }

    static Precondition precondition(Call call) {
        return new Precondition(call.header("If-Match"), call.header("If-None-Match"));
    }

    private static Node item(Entity entity) {
        Node item = Node.map(0);
        item.put("id", Answers.text(entity.name()));
        item.put("etag", Answers.text(Precondition.tag(entity)));
        item.put("document", Documents.shown(entity.kind(), entity.document()));
        return item;
    }
}
