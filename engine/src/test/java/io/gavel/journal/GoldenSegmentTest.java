package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.PaymentRecordedDecoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.TimeAdvancedDecoder;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Yesterday's bytes are read for ever: {@code golden/journal-1.hex} is a segment of format 1 with messages of schema version
 * 1, written byte by byte, independently of the codecs, and never changed. A later format adds a file and keeps this one.
 */
class GoldenSegmentTest {
    private static final long TIME = 1_790_000_000_000_000L;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @TempDir
    Path folder;

    @Test
    void aJournalOfFormatOneIsRead() throws IOException {
        Files.write(folder.resolve("0000000001.segment"), bytes("/golden/journal-1.hex"));
        List<String> lines = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder, 0, 1)) {
            while (reader.next()) {
                long after = reader.timeMicros() - TIME;
                lines.add(reader.sequence() + " +" + after + " " + describe(reader.buffer(), reader.offset()));
            }
            assertNull(reader.damage());
        }

        assertEquals(
                List.of(
                        "1 +0 time restarted=1",
                        "2 +1 ping correlation=281474976710661 request=11 same=-12 ref=0 floor=3000000 seller=1"
                                + " campaign=2 deadline=400 test=true all=true direct=false 0=90210() 7=-99(new roof)"
                                + " person 9=1234605616436508552 source=fb-1 sub=x",
                        "3 +1 order 3 buyer=4 campaign=2 price=14000000 max=9223372036854775807 1000/5000"
                                + " priority=1 weight=60 billable=90 window=86400 enabled=true asks=false delivers=true"
                                + " duplicate 9 hours 540-1080 hours 1980-2520 cap 100 COUNT DAY"
                                + " filter=3 key=north-west actor=import document=2",
                        "4 +2000000 payment correlation=77 request=0 amount=-250000000 SELLER 6 note=wire"),
                lines);
    }

    private String describe(DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        return switch (header.templateId()) {
            case TimeAdvancedDecoder.TEMPLATE_ID -> time(buffer, offset);
            case PingReceivedDecoder.TEMPLATE_ID -> ping(buffer, offset);
            case OrderPutDecoder.TEMPLATE_ID -> order(buffer, offset);
            case PaymentRecordedDecoder.TEMPLATE_ID -> payment(buffer, offset);
            default -> "template " + header.templateId();
        };
    }

    private String time(DirectBuffer buffer, int offset) {
        TimeAdvancedDecoder time = new TimeAdvancedDecoder();
        time.wrapAndApplyHeader(buffer, offset, header);
        return "time restarted=" + time.restarted();
    }

    private String ping(DirectBuffer buffer, int offset) {
        PingReceivedDecoder ping = new PingReceivedDecoder();
        ping.wrapAndApplyHeader(buffer, offset, header);
        StringBuilder line = new StringBuilder("ping correlation=" + ping.correlationId())
                .append(" request=" + ping.requestKey())
                .append(" same=" + ping.sameKey())
                .append(" ref=" + ping.leadRef())
                .append(" floor=" + ping.floorMicros())
                .append(" seller=" + ping.sellerId())
                .append(" campaign=" + ping.campaignId())
                .append(" deadline=" + ping.deadlineMillis())
                .append(" test=" + ping.flags().test())
                .append(" all=" + ping.flags().all())
                .append(" direct=" + ping.flags().direct());
        for (PingReceivedDecoder.AttributesDecoder field : ping.attributes()) {
            line.append(" " + field.fieldId() + "=" + field.value() + "(" + field.text() + ")");
        }
        for (PingReceivedDecoder.PersonsDecoder person : ping.persons()) {
            line.append(" person " + person.fieldId() + "=" + person.key());
        }
        return line + " source=" + ping.source() + " sub=" + ping.subId();
    }

    private String order(DirectBuffer buffer, int offset) {
        OrderPutDecoder order = new OrderPutDecoder();
        order.wrapAndApplyHeader(buffer, offset, header);
        StringBuilder line = new StringBuilder("order " + order.orderId())
                .append(" buyer=" + order.buyerId())
                .append(" campaign=" + order.campaignId())
                .append(" price=" + order.priceMicros())
                .append(" max=" + order.maxMicros())
                .append(" " + order.bidTimeoutMillis() + "/" + order.deliverTimeoutMillis())
                .append(" priority=" + order.priority())
                .append(" weight=" + order.weight())
                .append(" billable=" + order.billableSeconds())
                .append(" window=" + order.duplicateSeconds())
                .append(" enabled=" + order.flags().enabled())
                .append(" asks=" + order.flags().asks())
                .append(" delivers=" + order.flags().delivers());
        for (OrderPutDecoder.DuplicateFieldsDecoder field : order.duplicateFields()) {
            line.append(" duplicate " + field.fieldId());
        }
        for (OrderPutDecoder.HoursDecoder open : order.hours()) {
            line.append(" hours " + open.fromMinute() + "-" + open.toMinute());
        }
        for (OrderPutDecoder.CapsDecoder cap : order.caps()) {
            line.append(" cap " + cap.limit() + " " + cap.kind() + " " + cap.period());
        }
        return line + " filter=" + order.skipFilter() + " key=" + order.key() + " actor=" + order.actor() + " document="
                + order.skipDocument();
    }

    private String payment(DirectBuffer buffer, int offset) {
        PaymentRecordedDecoder payment = new PaymentRecordedDecoder();
        payment.wrapAndApplyHeader(buffer, offset, header);
        return "payment correlation=" + payment.correlationId() + " request=" + payment.requestKey() + " amount="
                + payment.amountMicros() + " " + payment.accountKind() + " " + payment.accountId() + " note="
                + payment.note();
    }

    /** Lines of bytes in hexadecimal; what follows a {@code #} is said to people. */
    private static byte[] bytes(String resource) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoldenSegmentTest.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String hex = line.split("#", 2)[0].replace(" ", "");
                bytes.write(HexFormat.of().parseHex(hex));
            }
        }
        return bytes.toByteArray();
    }
}
