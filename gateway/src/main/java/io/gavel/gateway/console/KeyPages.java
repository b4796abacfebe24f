package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.market.ApiKeys;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Refusal;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keys for programs, beside those of the market document: made, listed and taken back by operators. */
final class KeyPages {
    static final String HERE = "/console/keys";
    private static final int MOST = 500;
    private static final int PATIENCE_SECONDS = 10;

    private final ApiKeys keys;
    private final Press press;

    KeyPages(ApiKeys keys, Press press) {
        this.keys = keys;
        this.press = press;
    }

    Page list(Visit visit) {
        return listed(visit, List.of());
    }

    private static Page listed(Visit visit, List<Block> first) {
        Snapshot market = visit.sight().market();
        List<List<Cell>> rows = new ArrayList<>();
        for (int id = market.end(EntityKind.API_KEY) - 1; id > 0 && rows.size() < MOST; id--) {
            Entity key = market.entity(EntityKind.API_KEY, id);
            if (key != null && !key.deleted()) {
                Node shown = ApiKeys.shown(key);
                rows.add(List.of(
                        Cell.of(key.name()).to(HERE + "/" + key.name()),
                        Cell.of(text(shown, "role")),
                        Cell.of(text(shown, "owner")),
                        Cell.of(text(shown, "label")),
                        Cell.of(text(shown, "created_at").replace('T', ' ').replace("Z", " UTC"))));
            }
        }
        Page.Headline headline = Page.Headline.of("")
                .figure(Words.count(rows.size()), "")
                .text((rows.size() == 1 ? " key was" : " keys were")
                        + " made here or by the API. Those of the market document are changed there.");
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(new Block.Table(
                "Keys, newest first",
                List.of(
                        Block.Column.of("id"),
                        Block.Column.of("role"),
                        Block.Column.minor("of"),
                        Block.Column.of("label"),
                        Block.Column.minor("since")),
                rows,
                "There is none."));
        blocks.add(new Block.Form(
                "Make a key",
                HERE + "/create",
                "Make it",
                List.of(
                        Block.Input.text("label", "what it is for", ""),
                        PeoplePages.roles(),
                        PeoplePages.owners(market)),
                List.of()));
        return Page.of("Keys", headline, blocks);
    }

    Press.Sheet create(Visit visit) throws Exception {
        ApiKeys.Made made = keys.create(
                        PeoplePages.role(visit),
                        PeoplePages.owner(visit),
                        visit.query().text("label"),
                        visit.actor())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Visit after = visit.with(visit.sight().now());
        if (made.refusal() != null) {
            return page(after, 422, listed(after, List.of(refusal(made.refusal()))));
        }
        Block note = new Block.Note("Made", "good", List.of("It is kept hashed, and shown only now."));
        return page(after, 200, listed(after, List.of(note, new Block.Code("The key " + made.id(), made.key()))));
    }

    Page one(Visit visit) {
        return shown(visit, visit.last(), List.of());
    }

    private static Page shown(Visit visit, String id, List<Block> first) {
        Entity key = visit.sight().market().entity(EntityKind.API_KEY, id);
        if (key == null || key.deleted()) {
            throw new Guard.Missing("There is no such key.");
        }
        Node node = ApiKeys.shown(key);
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(new Block.Facts(
                "The key",
                List.of(
                        new Block.Fact("role", Cell.of(text(node, "role"))),
                        new Block.Fact("of", Cell.of(text(node, "owner"))),
                        new Block.Fact("label", Cell.of(text(node, "label"))),
                        new Block.Fact("since", Cell.of(text(node, "created_at"))))));
        blocks.add(new Block.Form("", HERE + "/" + id + "/revoke", "Revoke it", List.of(), List.of()));
        Page.Headline headline = Page.Headline.of("Whoever has this key may do what its role may.");
        return Page.of("Key " + id, headline, blocks);
    }

    Press.Sheet revoke(Visit visit) throws Exception {
        String id = visit.lastButOne();
        Outcome outcome = keys.revoke(id, visit.actor()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Visit after = visit.with(visit.sight().now());
        if (outcome.refusal() != null) {
            return page(after, outcome.refusal().status(), shown(after, id, List.of(refusal(outcome.refusal()))));
        }
        Block note = new Block.Note(
                "Revoked", "good", List.of("Requests with the key " + id + " are refused, its sessions are ended."));
        return page(after, 200, listed(after, List.of(note)));
    }

    private static Block refusal(@Nullable Refusal refusal) {
        return new Block.Note(
                "That cannot be", "warning", List.of(refusal == null ? "" : refusal.detail(), "Nothing was changed."));
    }

    private static String text(Node node, String key) {
        Node value = node.get(key);
        return value == null || value.text().isEmpty() ? "–" : value.text();
    }

    private Press.Sheet page(Visit visit, int status, Page page) {
        return press.page(status, Frame.of(visit, HERE), page);
    }
}
