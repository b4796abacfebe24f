package io.gavel.gateway.account;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Body;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.http.Router;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/admin/users}: who may sign in to the console. On event loops; the work is the desk's. */
public final class UserRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(UserRoutes.class);
    private static final String PATH = "/v1/admin/users";
    private static final String ONE = PATH + "/{id}";
    private static final List<String> FIELDS = List.of("name", "role", "owner", "password");

    private final Users users;
    private final Desk desk;

    public UserRoutes(Users users, Desk desk) {
        this.users = users;
        this.desk = desk;
    }

    /** Adds them all. */
    public void addTo(Router router) {
        router.route("GET", PATH, Access.OPERATOR, this::list);
        router.route("POST", PATH, Access.OPERATOR, this::create).secret();
        router.route("DELETE", ONE, Access.OPERATOR, call -> change(call, users::delete, outcome -> call.noContent()));
        action(router, "/enable", (id, actor) -> users.enable(id, true, actor));
        action(router, "/disable", (id, actor) -> users.enable(id, false, actor));
        action(router, "/reset-password", users::resetPassword);
        action(router, "/reset-totp", users::removeTotp);
    }

    /** What is done to one user. */
    private interface Change {
        Users.Outcome apply(String id, String actor);
    }

    private void action(Router router, String name, Change change) {
        router.route(
                        "POST",
                        ONE + name,
                        Access.OPERATOR,
                        call -> change(call, change, outcome -> answer(call, 200, outcome)))
                .takes(Body.ANY)
                .secret();
    }

    private void list(Call call) {
        Node items = Node.list(0);
        users.list().forEach(user -> items.add(shown(user)));
        Node answer = Node.map(0);
        answer.put("items", items);
        call.json(200, Buffer.buffer(NodeWriter.json(answer)));
    }

    private void create(Call call) {
        Problems problems = new Problems();
        Node body = NodeReader.json(call.body().toString(StandardCharsets.UTF_8), problems);
        if (!problems.isEmpty() || !body.isMap() || body.keys().isEmpty()) {
            call.problem(400, "malformed", "The body is not a JSON object.");
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        for (String key : body.keys()) {
            Node value = body.get(key);
            if (!FIELDS.contains(key)) {
                errors.add(new FieldError(key, "is no key here"));
            } else if (value == null || (value.kind() != Node.Kind.TEXT && !value.isNull())) {
                errors.add(new FieldError(key, "expected a text"));
            }
        }
        Role role = role(text(body, "role"));
        if (role == null) {
            errors.add(new FieldError("role", "expected operator, analyst, seller or buyer"));
        }
        if (role == null || !errors.isEmpty()) {
            call.problem(422, "fields_invalid", "Fields are invalid.", errors);
            return;
        }
        String actor = call.principal().name();
        later(
                call,
                () -> users.create(text(body, "name"), role, text(body, "owner"), text(body, "password"), actor),
                outcome -> {
                    if (outcome.problem() != null) {
                        call.problem(422, "fields_invalid", outcome.problem());
                    } else {
                        answer(call, 201, outcome);
                    }
                });
    }

    private void change(Call call, Change change, Consumer<Users.Outcome> answer) {
        String id = call.pathParameter("id");
        if (users.find(id) == null) {
            call.problem(404, "not_found", "There is no such user.");
            return;
        }
        String actor = call.principal().name();
        later(call, () -> change.apply(id, actor), outcome -> {
            if (outcome.problem() != null) {
                call.problem(409, "last_operator", outcome.problem());
            } else {
                answer.accept(outcome);
            }
        });
    }

    private void later(Call call, Supplier<Users.Outcome> work, Consumer<Users.Outcome> answer) {
        boolean isTaken = desk.offer(() -> {
            Users.Outcome outcome;
            try {
                outcome = work.get();
            } catch (RuntimeException | LinkageError e) {
                LOG.error(
                        "account method={} path={} failed",
                        call.method(),
                        call.route().path(),
                        e);
                call.loop().context().runOnContext(now -> call.problem(500, "internal", "It was logged."));
                return;
            }
            call.loop().context().runOnContext(now -> {
                if (!call.isAnswered()) {
                    answer.accept(outcome);
                }
            });
        });
        if (!isTaken) {
            call.problem(io.gavel.gateway.http.Problems.BUSY);
        }
    }

    private static void answer(Call call, int status, Users.Outcome outcome) {
        User user = outcome.user();
        Node shown = user == null ? Node.map(0) : shown(user);
        if (!outcome.password().isEmpty()) {
            shown.put("password", text(outcome.password()));
        }
        call.json(status, Buffer.buffer(NodeWriter.json(shown)));
    }

    private static Node shown(User user) {
        Node node = Node.map(0);
        node.put("id", text(user.id()));
        node.put("name", text(user.name()));
        node.put("role", text(user.role().word()));
        if (!user.owner().isEmpty()) {
            node.put("owner", text(user.owner()));
        }
        node.put("enabled", flag(user.enabled()));
        node.put("totp", flag(user.hasTotp()));
        node.put("temporary", flag(user.temporary()));
        node.put("provided", flag(user.isProvided()));
        node.put("created_at", text(user.createdAt()));
        return node;
    }

    private static Node text(String text) {
        return Node.scalar(Node.Kind.TEXT, 0, text);
    }

    private static Node flag(boolean flag) {
        return Node.scalar(Node.Kind.BOOLEAN, 0, Boolean.toString(flag));
    }

    private static String text(Node body, String key) {
        Node node = body.get(key);
        return node == null ? "" : node.text();
    }

    /** The role of a word, or null. */
    static @Nullable Role role(String word) {
        for (Role role : Role.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }
}
