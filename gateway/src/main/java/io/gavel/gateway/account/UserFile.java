package io.gavel.gateway.account;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.http.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Users as they lie in the sealed file. */
final class UserFile {
    private final SealedFile file;

    UserFile(SealedFile file) {
        this.file = file;
    }

    List<User> read() throws IOException {
        List<User> users = new ArrayList<>();
        Node list = file.read().get("users");
        if (list != null) {
            for (Node each : list.values()) {
                users.add(user(each));
            }
        }
        return users;
    }

    void write(Collection<User> users) throws IOException {
        Node list = Node.list(0);
        users.forEach(user -> list.add(node(user)));
        Node document = Node.map(0);
        document.put("users", list);
        file.write(document);
    }

    private static User user(Node node) {
        return new User(
                text(node, "id"),
                text(node, "name"),
                Role.valueOf(text(node, "role").toUpperCase(Locale.ROOT)),
                text(node, "owner"),
                text(node, "identity"),
                text(node, "password"),
                text(node, "temporary").equals("true"),
                text(node, "totp"),
                number(node, "totp_step"),
                (int) number(node, "generation"),
                text(node, "enabled").equals("true"),
                text(node, "created_at"));
    }

    private static Node node(User user) {
        Node node = Node.map(0);
        put(node, "id", user.id());
        put(node, "name", user.name());
        put(node, "role", user.role().word());
        put(node, "owner", user.owner());
        put(node, "identity", user.identity());
        put(node, "password", user.password());
        put(node, "temporary", Boolean.toString(user.temporary()));
        put(node, "totp", user.totp());
        put(node, "totp_step", Long.toString(user.totpStep()));
        put(node, "generation", Integer.toString(user.generation()));
        put(node, "enabled", Boolean.toString(user.enabled()));
        put(node, "created_at", user.createdAt());
        return node;
    }

    private static void put(Node node, String key, String value) {
        node.put(key, Node.scalar(Node.Kind.TEXT, 0, value));
    }

    private static String text(Node node, String key) {
        Node value = node.get(key);
        return value == null ? "" : value.text();
    }

    private static long number(Node node, String key) {
        String text = text(node, key);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
