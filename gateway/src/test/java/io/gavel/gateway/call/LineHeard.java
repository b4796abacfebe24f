package io.gavel.gateway.call;

import io.gavel.gateway.market.Directory;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.LegNotedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.Reason;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What the line says about calls, as letters for the desk and as lines for the test. */
final class LineHeard implements OutputHandler {
    private final Letters letters = new Letters();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Directory directory;
    private final Consumer<String> lines;
    private final Consumer<Letter> reader;

    LineHeard(Directory directory, Consumer<String> lines, Consumer<Letter> reader) {
        this.directory = directory;
        this.lines = lines;
        this.reader = reader;
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
        String line = line(buffer, offset);
        if (line != null) {
            lines.accept(line);
        }
        Letter letter = letters.read(buffer, offset);
        if (letter != null) {
            reader.accept(letter);
        }
    }

    private @Nullable String line(DirectBuffer buffer, int offset) {
        return switch (header.wrap(buffer, offset).templateId()) {
            case LegNotedDecoder.TEMPLATE_ID -> {
                LegNotedDecoder leg = new LegNotedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield "line: " + order(leg.orderId()) + " " + leg.what() + " " + leg.cause() + " " + leg.sipStatus();
            }
            case CallConnectedDecoder.TEMPLATE_ID -> {
                CallConnectedDecoder call = new CallConnectedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield "line: connect " + order(call.orderId());
            }
            case MoneyMovedDecoder.TEMPLATE_ID -> {
                MoneyMovedDecoder money = new MoneyMovedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield "line: " + money.kind() + " " + money.priceMicros() / 10_000;
            }
            case CallEndedDecoder.TEMPLATE_ID -> {
                CallEndedDecoder call = new CallEndedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield "line: ended " + Reason.of(call.reason()).word() + " by " + call.party() + " " + call.cause()
                        + (call.billable() == 0 ? "" : " billable");
            }
            default -> null;
        };
    }

    private String order(int id) {
        return directory.now().name(EntityKind.ORDER, id);
    }
}
