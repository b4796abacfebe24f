package io.gavel.gateway.market.admin;

import io.gavel.gateway.account.AccountLog;
import io.gavel.gateway.config.Node;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Documents;
import io.gavel.gateway.market.Section;
import io.gavel.message.EntityKind;
import io.gavel.view.AuditStore;
import io.gavel.view.EntityVersion;
import io.gavel.view.Page;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/admin/audit?section=orders&id=north-west&from=&to=}: who changed what, when, before and after; newest first. Accounts
 * of people are a section of their own, {@code users}, and not among the others.
 */
final class AuditHandler {
    private final AuditStore audit;
    private final AccountLog accounts;
    private final Directory directory;

    AuditHandler(AuditStore audit, AccountLog accounts, Directory directory) {
        this.audit = audit;
        this.accounts = accounts;
        this.directory = directory;
    }

    void list(Call call) {
        Paging paging = Paging.of(call);
        if (paging == null) {
            return;
        }
        String word = call.query("section");
        EntityKind kind = kind(word);
        String id = call.query(EntityHandler.ID);
        Long from = micros(call.query("from"), Long.MIN_VALUE);
        Long to = micros(call.query("to"), Long.MAX_VALUE);
        boolean isUsers = "users".equals(word);
        if (isUsers && from != null && to != null) {
            users(call, paging, from, to);
            return;
        }
        if ((word != null && kind == null) || (id != null && kind == null) || from == null || to == null) {
            call.problem(
                    400,
                    "malformed",
                    "expected section (orders, keys, users ...), with it perhaps id; from and to as times like 2026-11-22T00:00:00Z");
            return;
        }
        int entityId = 0;
        if (kind != null && id != null) {
            entityId = directory.now().idOf(kind, id);
            if (entityId == 0) {
                answer(call, new Page<>(List.of(), 0));
                return;
            }
        }
        answer(call, audit.list(kind, entityId, from, to, paging.limit(), paging.after()));
    }

    private void users(Call call, Paging paging, long from, long to) {
        long before = paging.after() == 0 ? to : Math.min(to, paging.after());
        String id = call.query(EntityHandler.ID);
        Node items = Node.list(0);
        List<AccountLog.Change> found = accounts.list(from, before, paging.limit());
        for (AccountLog.Change change : found) {
            if (id == null || id.equals(change.user())) {
                items.add(item(change));
            }
        }
        Node answer = Node.map(0);
        answer.put("items", items);
        if (found.size() == paging.limit()) {
            answer.put(
                    "next",
                    Answers.text(Long.toString(found.get(found.size() - 1).atMicros())));
        }
        Answers.json(call, 200, answer);
    }

    private static Node item(AccountLog.Change change) {
        Node item = Node.map(0);
        Instant at = Instant.EPOCH.plus(change.atMicros(), ChronoUnit.MICROS);
        item.put("at", Answers.text(at.toString()));
        item.put("actor", Answers.text(change.actor()));
        item.put("section", Answers.text("users"));
        item.put("id", Answers.text(change.user()));
        String word =
                change.what().equals("created") ? "added" : change.what().equals("deleted") ? "removed" : "changed";
        item.put("change", Answers.text(word));
        item.put("role", Answers.text(change.role()));
        item.put("what", Answers.text(change.what()));
        return item;
    }

    private static void answer(Call call, Page<AuditStore.Change> page) {
        Node items = Node.list(0);
        for (AuditStore.Change change : page.items()) {
            items.add(item(change));
        }
        Node answer = Node.map(0);
        answer.put("items", items);
        if (page.next() != 0) {
            answer.put("next", Answers.text(Long.toString(page.next())));
        }
        Answers.json(call, 200, answer);
    }

    private static Node item(AuditStore.Change change) {
        EntityVersion after = change.after();
        EntityVersion before = change.before();
        boolean added = before == null || before.deleted();
        Node item = Node.map(0);
        Instant at = Instant.EPOCH.plus(after.changedMicros(), ChronoUnit.MICROS);
        item.put("at", Answers.text(at.toString()));
        item.put("actor", Answers.text(after.actor()));
        item.put("section", Answers.text(Documents.word(after.kind())));
        item.put("id", Answers.text(after.key()));
        item.put("change", Answers.text(after.deleted() ? "removed" : added ? "added" : "changed"));
        item.put("etag", Answers.text("\"" + after.version() + "\""));
        if (before != null && !before.deleted()) {
            item.put("before", Documents.shown(before.kind(), before.document()));
        }
        if (!after.deleted()) {
            item.put("after", Documents.shown(after.kind(), after.document()));
        }
        return item;
    }

    private static @Nullable EntityKind kind(@Nullable String word) {
        if (word == null) {
            return null;
        }
        Section section = Section.of(word);
        if (section != null) {
            return section.kind();
        }
        return switch (word) {
            case "keys" -> EntityKind.API_KEY;
            case "settings" -> EntityKind.SETTINGS;
            default -> null;
        };
    }

    private static @Nullable Long micros(@Nullable String text, long absent) {
        if (text == null) {
            return absent;
        }
        try {
            return ChronoUnit.MICROS.between(
                    Instant.EPOCH, OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
