package io.gavel.gateway.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed which account, when, and how: a line of JSON each, appended and synced, with ids only, so that nobody's name outlives
 * their account. The oldest are forgotten when there are many. Noting is for {@link Desk}'s thread, reading for any.
 */
public final class AccountLog {
    private static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(AccountLog.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final InstantSource clock;
    private volatile List<Change> oldestFirst;

    private AccountLog(Path file, InstantSource clock, List<Change> known) {
        this.file = file;
        this.clock = clock;
        this.oldestFirst = known;
    }

    /**
     * One change.
     *
     * @param actor a user's id, or as the market's audit calls whoever did it
     * @param user whose account it is: an id that says nothing
     * @param role theirs
     * @param what in words
     */
    public record Change(long atMicros, String actor, String user, String role, String what) {}

    /** Reads what is there; a line that a crash cut off is passed over. */
    public static AccountLog open(Path file, InstantSource clock) throws IOException {
        List<Change> known = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readString(file).split("\n", -1)) {
                Change change = read(line);
                if (change != null) {
                    known.add(change);
                }
            }
            List<Change> kept = known.subList(Math.max(0, known.size() - MOST), known.size());
            rewrite(file, kept);
            known = new ArrayList<>(kept);
        }
        return new AccountLog(file, clock, List.copyOf(known));
    }

    /** On disk when this returns. */
    synchronized void note(String actor, String user, String role, String what) {
        long last = oldestFirst.isEmpty()
                ? 0
                : oldestFirst.get(oldestFirst.size() - 1).atMicros();
        long now = Math.max(clock.millis() * 1_000, last + 1);
        Change change = new Change(now, actor, user, role, what);
        List<Change> next = new ArrayList<>(oldestFirst);
        next.add(change);
        if (next.size() > MOST) {
            next.subList(0, next.size() - MOST).clear();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            write(channel, text(change));
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("the accounts' log cannot be written", e);
        }
        oldestFirst = List.copyOf(next);
        LOG.info("account user={} role={} change=\"{}\" by={}", user, role, what, actor);
    }

    /**
     * Changes, newest first.
     *
     * @param fromMicros at or after
     * @param toMicros before
     */
    public List<Change> list(long fromMicros, long toMicros, int limit) {
        List<Change> all = oldestFirst;
        List<Change> found = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && found.size() < limit; i--) {
            Change change = all.get(i);
            if (change.atMicros() >= fromMicros && change.atMicros() < toMicros) {
                found.add(change);
            }
        }
        return found;
    }

    private static void rewrite(Path file, List<Change> changes) throws IOException {
        Path made = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                made, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            StringBuilder text = new StringBuilder();
            changes.forEach(change -> text.append(text(change)));
            write(channel, text.toString());
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String text(Change change) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", change.atMicros());
        line.put("actor", change.actor());
        line.put("user", change.user());
        line.put("role", change.role());
        line.put("what", change.what());
        return line + "\n";
    }

    private static @Nullable Change read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node == null || !node.path("at").isIntegralNumber()) {
                return null;
            }
            return new Change(
                    node.path("at").asLong(),
                    node.path("actor").asText(),
                    node.path("user").asText(),
                    node.path("role").asText(),
                    node.path("what").asText());
        } catch (IOException e) {
            return null;
        }
    }
}
