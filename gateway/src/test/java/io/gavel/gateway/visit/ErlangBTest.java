package io.gavel.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.core.Exchange;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.PoolPutEncoder;
import io.gavel.message.VisitAnsweredDecoder;
import io.gavel.message.VisitOpenedEncoder;
import io.gavel.message.VisitTouchedEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formula against the rules themselves: visitors come by chance, stay by chance, and the core gives them numbers. */
class ErlangBTest {
    private static final double SECOND = 1e6;
    private static final double PER_HOUR = 200;

    private record Event(long micros, long visit, long untilMicros) {}

    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final ExpandableArrayBuffer said = new ExpandableArrayBuffer();
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VisitAnsweredDecoder answer = new VisitAnsweredDecoder();
    private final Exchange exchange = new Exchange(new Outlet() {
        @Override
        public ExpandableArrayBuffer claim() {
            return said;
        }

        @Override
        public void send(int length) {
            MessageHeaderDecoder head = new MessageHeaderDecoder().wrap(said, 0);
            if (head.templateId() == VisitAnsweredDecoder.TEMPLATE_ID) {
                answer.wrapAndApplyHeader(said, 0, head);
                shared = answer.flags().shared();
            }
        }
    });
    private boolean shared;
    private long sequence;

    @ParameterizedTest
    @CsvSource({"10, 170, 18", "1200, 180, 93", "10, 170, 10"})
    void thePartOfVisitorsThatFindsNoNumberIsWhatTheFormulaSays(int holdSeconds, int visitSeconds, int numbers) {
        double predicted = ErlangB.blocking(PER_HOUR * (visitSeconds + holdSeconds) / 3_600, numbers);
        double observed = overflow(holdSeconds, visitSeconds, numbers, 60_000);
        assertEquals(predicted, observed, Math.max(0.15 * predicted, 0.002));
    }

    /** The part of so many visitors that had to share. */
    private double overflow(int holdSeconds, double visitSeconds, int numbers, int visitors) {
        pool(holdSeconds, numbers);
        PriorityQueue<Event> touches = new PriorityQueue<>(Comparator.comparingLong(Event::micros));
        long every = (long) (holdSeconds * SECOND / 2);
        double now = 0;
        int found = 0;
        for (int i = 1; i <= visitors; i++) {
            now += exponential(3_600 / PER_HOUR) * SECOND;
            while (!touches.isEmpty() && touches.peek().micros() <= now) {
                Event due = touches.remove();
                touch(due);
                plan(touches, due.visit(), due.micros(), due.untilMicros(), every);
            }
            long visit = open(i, (long) now);
            if (shared) {
                found++;
            } else {
                plan(touches, visit, (long) now, (long) (now + exponential(visitSeconds) * SECOND), every);
            }
        }
        return (double) found / visitors;
    }

    /** The next touch: often enough, and one at the end of the visit. */
    private static void plan(PriorityQueue<Event> touches, long visit, long nowMicros, long untilMicros, long every) {
        if (nowMicros < untilMicros) {
            touches.add(new Event(Math.min(nowMicros + every, untilMicros), visit, untilMicros));
        }
    }

    private void pool(int holdSeconds, int numbers) {
        ByteBuffer digits = ByteBuffer.allocate(numbers * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers; i++) {
            digits.putLong(18_005_550_000L + i);
        }
        PoolPutEncoder put = new PoolPutEncoder();
        put.wrapAndApplyHeader(message, 0, header)
                .correlationId(0)
                .poolId(1)
                .holdSeconds(holdSeconds)
                .quarantineSeconds(0)
                .lateSeconds(0)
                .longestSeconds(86_400)
                .perAddress(0)
                .enabled((short) 1)
                .overflow(18_885_550_000L);
        put.putNumbers(digits.array(), 0, digits.capacity())
                .putRetiring(new byte[0], 0, 0)
                .key("web")
                .actor("test")
                .putDocument(new byte[0], 0, 0);
        apply(0, put.encodedLength());
    }

    private long open(long visitor, long nowMicros) {
        VisitOpenedEncoder opened = new VisitOpenedEncoder();
        opened.wrapAndApplyHeader(message, 0, header)
                .correlationId(1)
                .visitRef(1)
                .visitorKey(visitor)
                .addressKey(0)
                .poolId(1)
                .areaCode(0);
        opened.flags().clear();
        opened.attributesCount(0);
        opened.source("");
        return apply(nowMicros, opened.encodedLength());
    }

    private void touch(Event due) {
        VisitTouchedEncoder touched = new VisitTouchedEncoder();
        touched.wrapAndApplyHeader(message, 0, header).correlationId(1).visitId(due.visit());
        apply(due.micros(), touched.encodedLength());
    }

    private long apply(long micros, int length) {
        exchange.apply(++sequence, 1 + micros, message, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
        return sequence;
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
