package io.gavel.core.cost;

import io.gavel.core.ledger.Ledger;
import io.gavel.message.CommandAnsweredEncoder;
import io.gavel.message.CostChangedEncoder;
import io.gavel.message.CostsReportedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.Reason;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** The door: what ads cost, the last word on each day. Core thread only; micro-units. Told a few times a day, so it may allocate. */
public final class Costs {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Outlet outlet;
    private final Ledger ledger;
    private final TreeMap<Key, Long> amounts = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CostsReportedDecoder reported = new CostsReportedDecoder();
    private final MessageHeaderEncoder outHeader = new MessageHeaderEncoder();
    private final CostChangedEncoder changed = new CostChangedEncoder();
    private final CommandAnsweredEncoder answered = new CommandAnsweredEncoder();

    public Costs(Outlet outlet, Ledger ledger) {
        this.outlet = outlet;
        this.ledger = ledger;
    }

    private record Key(int campaignId, int day, String source, String keyword) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = Integer.compare(campaignId, other.campaignId);
            order = order != 0 ? order : Integer.compare(day, other.day);
            order = order != 0 ? order : source.compareTo(other.source);
            return order != 0 ? order : keyword.compareTo(other.keyword);
        }
    }

    /** {@code CostsReported}: what differs from what holds is changed; the answer counts that. A senseless amount is passed over. */
    public void report(DirectBuffer message) {
        reported.wrapAndApplyHeader(message, 0, header);
        int count = 0;
        for (CostsReportedDecoder.CostsDecoder cost : reported.costs()) {
            int campaignId = cost.campaignId();
            int day = cost.day();
            long startMicros = cost.startMicros();
            long amount = cost.amountMicros();
            Key key = new Key(campaignId, day, cost.source(), cost.keyword());
            if (amount >= 0 && amount <= Ledger.MOST_MICROS) {
                count += set(key, startMicros, amount) ? 1 : 0;
            }
        }
        answered.wrapAndApplyHeader(outlet.claim(), 0, outHeader)
                .correlationId(reported.correlationId())
                .reason(Reason.NONE.code())
                .count(count);
        outlet.send(HEADER + answered.encodedLength());
    }

    private boolean set(Key key, long startMicros, long amount) {
        Long held = amounts.get(key);
        long before = held == null ? 0 : held;
        if (before == amount) {
            return false;
        }
        if (amount == 0) {
            amounts.remove(key);
        } else {
            amounts.put(key, amount);
        }
        ledger.spend(amount - before);
        changed.wrapAndApplyHeader(outlet.claim(), 0, outHeader)
                .startMicros(startMicros)
                .amountMicros(amount)
                .beforeMicros(before)
                .campaignId(key.campaignId)
                .day(key.day)
                .source(key.source)
                .keyword(key.keyword);
        outlet.send(HEADER + changed.encodedLength());
        return true;
    }

    public void writeState(StateWriter out) {
        ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
        out.putInt(amounts.size());
        for (Map.Entry<Key, Long> cost : amounts.entrySet()) {
            out.putInt(cost.getKey().campaignId);
            out.putInt(cost.getKey().day);
            out.putBytes(scratch, 0, scratch.putStringWithoutLengthUtf8(0, cost.getKey().source));
            out.putBytes(scratch, 0, scratch.putStringWithoutLengthUtf8(0, cost.getKey().keyword));
            out.putLong(cost.getValue());
        }
    }

    /** Into one that is new. */
    public void readState(StateReader in) {
        ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
        for (int n = in.getInt(); n > 0; n--) {
            int campaignId = in.getInt();
            int day = in.getInt();
            String source = scratch.getStringWithoutLengthUtf8(0, in.getBytes(scratch));
            String keyword = scratch.getStringWithoutLengthUtf8(0, in.getBytes(scratch));
            amounts.put(new Key(campaignId, day, source, keyword), in.getLong());
        }
    }
}
