package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import io.gavel.message.EntityKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which API key. Only hashes (SHA-256, hex) are kept; keys that were seen are remembered until any key changes, so
 * that a busy client costs one look-up. One thread changes, any reads.
 */
final class Keys {
    /** Longer ones are nobody's. */
    static final int LONGEST = 256;

    static final String ROLE = "role";
    static final String OWNER_ID = "owner_id";
    static final String OWNER = "owner";
    static final String HASH = "hash";

    private final Map<String, Principal> byHash = new ConcurrentHashMap<>();
    private volatile Map<String, Principal> seen = new ConcurrentHashMap<>();

    /** The owner of a key, or null. */
    @Nullable
    Principal owner(String key) {
        Map<String, Principal> remembered = seen;
        Principal principal = remembered.get(key);
        if (principal != null || key.isEmpty() || key.length() > LONGEST) {
            return principal;
        }
        principal = byHash.get(hash(key));
        if (principal != null) {
            remembered.put(key, principal);
        }
        return principal;
    }

    /** The owner of the key with this hash, or null. */
    @Nullable
    Principal ownerOfHash(String hash) {
        return byHash.get(hash);
    }

    /** An entity changed: its key may have. */
    void changed(@Nullable Entity before, Entity after, Node kept) {
        EntityKind kind = after.kind();
        if (kind != EntityKind.SELLER && kind != EntityKind.BUYER && kind != EntityKind.API_KEY) {
            return;
        }
        if (before != null && !before.document().isEmpty()) {
            Node old = NodeReader.json(before.document(), new Problems()).get(hashKey(kind));
            if (old != null) {
                byHash.computeIfPresent(old.text(), (unused, owner) -> owns(owner, after) ? null : owner);
            }
        }
        Node hash = after.deleted() ? null : kept.get(hashKey(kind));
        if (hash != null) {
            byHash.put(hash.text(), principal(after, kept));
        }
        seen = new ConcurrentHashMap<>();
    }

    /** What is kept of a key. */
    static String hash(String key) {
        return HexFormat.of().formatHex(sha256(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hashKey(EntityKind kind) {
        return kind == EntityKind.API_KEY ? HASH : Kept.API_KEY_HASH;
    }

    private static Principal principal(Entity owner, Node kept) {
        if (owner.kind() == EntityKind.SELLER) {
            return new Principal(Role.SELLER, owner.id(), owner.name());
        }
        if (owner.kind() == EntityKind.BUYER) {
            return new Principal(Role.BUYER, owner.id(), owner.name());
        }
        Role role = Role.valueOf(text(kept, ROLE, "analyst").toUpperCase(Locale.ROOT));
        int ownerId = Integer.parseInt(text(kept, OWNER_ID, "0"));
        return new Principal(role, ownerId, text(kept, OWNER, owner.name()));
    }

    private static boolean owns(Principal owner, Entity entity) {
        return switch (entity.kind()) {
            case SELLER -> owner.role() == Role.SELLER && owner.ownerId() == entity.id();
            case BUYER -> owner.role() == Role.BUYER && owner.ownerId() == entity.id();
            default -> true;
        };
    }

    private static String text(Node kept, String key, String byDefault) {
        Node node = kept.get(key);
        return node == null ? byDefault : node.text();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
