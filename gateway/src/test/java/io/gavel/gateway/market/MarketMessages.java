package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.message.OutputHandler;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What an import of a market document puts on the line, for tests that play the line themselves. */
public final class MarketMessages {
    private final Directory directory = new Directory();
    private final DirectoryFeed feed = new DirectoryFeed(directory, seen -> {});
    private final Sealer sealer = Sealer.throwaway();

    /** The market as the outputs said so far. */
    public Directory directory() {
        return directory;
    }

    /** Hears what the exchange says of the market. */
    public OutputHandler feed() {
        return feed;
    }

    /**
     * The messages that make the market what a document says.
     *
     * @throws IllegalArgumentException if the document is wrong
     */
    public List<UnsafeBuffer> replace(String json, long nowSeconds) {
        Problems problems = new Problems();
        Node root = NodeReader.json(json, problems);
        Plan plan = new Planner(directory.now(), new Kept(sealer)).whole(root, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.list().toString());
        }
        Encoding encoding = new Encoding();
        List<UnsafeBuffer> messages = new ArrayList<>();
        for (Change change : plan.changes()) {
            ExpandableArrayBuffer room = new ExpandableArrayBuffer();
            int length = encoding.encode(change, 0, "test", nowSeconds, room);
            byte[] bytes = new byte[length];
            room.getBytes(0, bytes);
            messages.add(new UnsafeBuffer(bytes));
        }
        return messages;
    }
}
