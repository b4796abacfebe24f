package io.gavel.replay;

import io.gavel.journal.JournalReader;
import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.DeliveryAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What buyers answered, found in the journal around the present message: two minutes ahead of it, and two behind. */
final class RecordedAnswers implements AutoCloseable {
    /** No auction and no delivery attempt lasts longer. */
    private static final long WINDOW_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final JournalReader reader;
    private final Map<Question, Answer> answers = new HashMap<>();
    private final ArrayDeque<Question> oldestFirst = new ArrayDeque<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidReceivedDecoder bid = new BidReceivedDecoder();
    private final DeliveryAnsweredDecoder delivered = new DeliveryAnsweredDecoder();
    private boolean ended;
    private long reachedMicros;

    /**
     * What a buyer was asked.
     *
     * @param id of the ping, or of the lead to be delivered
     * @param attempt of the delivery; 0: a bid was asked for
     */
    record Question(long id, int orderId, int attempt) {
        boolean isDelivery() {
            return attempt > 0;
        }
    }

    /** The message that answered, and its place in the journal. */
    record Answer(long sequence, long timeMicros, UnsafeBuffer message) {}

    RecordedAnswers(Path journal) {
        this(journal, 0, 1);
    }

    /** Those from a message on. */
    RecordedAnswers(Path journal, long fromSegment, long firstSequence) {
        reader = JournalReader.open(journal, fromSegment, firstSequence);
    }

    /** Looks at what surrounds this time. */
    void reach(long nowMicros) {
        while (!ended && reachedMicros <= nowMicros + WINDOW_MICROS) {
            ended = !reader.next();
            if (!ended) {
                reachedMicros = reader.timeMicros();
                if (reachedMicros >= nowMicros - WINDOW_MICROS) {
                    take();
                }
            }
        }
        for (Question oldest = oldestFirst.peek(); oldest != null; oldest = oldestFirst.peek()) {
            Answer answer = answers.get(oldest);
            if (answer != null && answer.timeMicros >= nowMicros - WINDOW_MICROS) {
                return;
            }
            answers.remove(oldest);
            oldestFirst.remove();
        }
    }

    /** The first answer to a question, or null. */
    @Nullable
    Answer to(Question question) {
        return answers.get(question);
    }

    @Override
    public void close() {
        reader.close();
    }

    private void take() {
        header.wrap(reader.buffer(), reader.offset());
        Question question;
        if (header.templateId() == BidReceivedDecoder.TEMPLATE_ID) {
            bid.wrapAndApplyHeader(reader.buffer(), reader.offset(), header);
            question = new Question(bid.pingId(), bid.orderId(), 0);
        } else if (header.templateId() == DeliveryAnsweredDecoder.TEMPLATE_ID) {
            delivered.wrapAndApplyHeader(reader.buffer(), reader.offset(), header);
            question = new Question(delivered.leadId(), delivered.orderId(), delivered.attempt());
        } else {
            return;
        }
        byte[] message = new byte[reader.length()];
        reader.buffer().getBytes(reader.offset(), message);
        Answer answer = new Answer(reader.sequence(), reader.timeMicros(), new UnsafeBuffer(message));
        if (answers.putIfAbsent(question, answer) == null) {
            oldestFirst.add(question);
        }
    }
}
