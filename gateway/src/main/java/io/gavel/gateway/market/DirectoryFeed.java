package io.gavel.gateway.market;

import io.gavel.message.EntityChangedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutputHandler;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;

/**
 * Feeds the directory from the output ring, on the ring's consumer thread; whoever waits for a change hears its correlation id
 * after the change can be seen.
 */
public final class DirectoryFeed implements OutputHandler {
    private static final int MOST_UNSEEN = 1024;

    private final Directory directory;
    private final LongConsumer seen;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EntityChangedDecoder changed = new EntityChangedDecoder();
    private final long[] unseen = new long[MOST_UNSEEN];
    private int count;

    /** {@code seen} hears the correlation ids of changes, on the consumer's thread. */
    public DirectoryFeed(Directory directory, LongConsumer seen) {
        this.directory = directory;
        this.seen = seen;
    }

    @Override
    public void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        header.wrap(buffer, offset);
        boolean isChange = header.templateId() == EntityChangedDecoder.TEMPLATE_ID;
        if (!isChange && count > 0) {
            show(); // whoever hears this output next has to see the changes before it
        }
        if (isChange) {
            changed.wrapAndApplyHeader(buffer, offset, header);
            directory.put(entity());
            unseen[count++] = changed.correlationId();
        }
        if (count == MOST_UNSEEN || (endOfBatch && count > 0)) {
            show();
        }
    }

    private void show() {
        directory.publish();
        for (int i = 0; i < count; i++) {
            seen.accept(unseen[i]);
        }
        count = 0;
    }

    private Entity entity() {
        String name = changed.key();
        changed.skipActor();
        byte[] document = new byte[changed.documentLength()];
        changed.getDocument(document, 0, document.length);
        return new Entity(
                changed.kind(),
                changed.entityId(),
                name,
                changed.version(),
                changed.deleted() != 0,
                new String(document, java.nio.charset.StandardCharsets.UTF_8));
    }
}
