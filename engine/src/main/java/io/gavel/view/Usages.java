package io.gavel.view;

import io.gavel.message.UsageBookedDecoder;
import io.gavel.message.UsageKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Carriers' usage and payments, in a ring; each names the one before of the same carrier and has the ledger's balance after it.
 * The newest of a carrier is never given up: it is carried forward, and no statement shows it any more.
 */
final class Usages implements UsageStore {
    static final int RECORD = 160;
    private static final int STAMP = 0;
    private static final int TIME = 8;
    private static final int CALL = 16;
    private static final int AMOUNT = 24;
    private static final int BALANCE = 32;
    private static final int BEFORE = 40;
    private static final int CARRIER = 48;
    private static final int SELLER = 52;
    private static final int CAMPAIGN = 56;
    private static final int BUYER = 60;
    private static final int ORDER = 64;
    private static final int NUMBER = 68;
    private static final int POOL = 72;
    private static final int UNITS = 76;
    private static final int DAY = 80;
    private static final int KIND = 84;
    private static final int CARRIED = 85;
    private static final int NOTE_LENGTH = 86;
    private static final int NOTE = 88;
    private static final int NOTE_MOST = RECORD - NOTE;

    private final Ring ring;
    private final LongAdder evicted;
    private final Chains carriers = new Chains();
    private final byte[] note = new byte[1024];

    Usages(Ring ring, LongAdder evicted) {
        this.ring = ring;
        this.evicted = evicted;
        linkAll();
    }

    private void linkAll() {
        carriers.clear();
        for (long position = ring.tail(); position < ring.head(); position++) {
            carriers.newest(ring.buffer().getInt(ring.at(position) + CARRIER), position);
        }
    }

    /** Forgets what was booked from a stamp on. */
    void forget(long stamp) {
        ring.cut(stamp, STAMP);
        linkAll();
    }

    void booked(long stamp, long timeMicros, UsageBookedDecoder booked) {
        if (stamp <= ring.applied()) {
            return;
        }
        if (ring.isNews(stamp, STAMP)) {
            makeRoom();
            append(stamp, timeMicros, booked);
        }
        ring.applied(stamp);
    }

    private void append(long stamp, long timeMicros, UsageBookedDecoder booked) {
        UnsafeBuffer buffer = ring.buffer();
        int at = ring.next();
        buffer.putLong(at + STAMP, stamp);
        buffer.putLong(at + TIME, timeMicros);
        buffer.putLong(at + CALL, booked.callId());
        buffer.putLong(at + AMOUNT, booked.amountMicros());
        buffer.putLong(at + BALANCE, booked.balanceMicros());
        buffer.putLong(at + BEFORE, carriers.newest(booked.carrierId()));
        buffer.putInt(at + CARRIER, booked.carrierId());
        buffer.putInt(at + SELLER, booked.sellerId());
        buffer.putInt(at + CAMPAIGN, booked.campaignId());
        buffer.putInt(at + BUYER, booked.buyerId());
        buffer.putInt(at + ORDER, booked.orderId());
        buffer.putInt(at + NUMBER, booked.numberId());
        buffer.putInt(at + POOL, booked.poolId());
        buffer.putInt(at + UNITS, booked.units());
        buffer.putInt(at + DAY, booked.day());
        buffer.putByte(at + KIND, (byte) booked.kind().value());
        booked.skipSource();
        int length = Texts.wholeCharacters(note, booked.getNote(note, 0, note.length), NOTE_MOST);
        buffer.putByte(at + NOTE_LENGTH, (byte) length);
        buffer.putBytes(at + NOTE, note, 0, length);
        ring.commit();
        carriers.newest(booked.carrierId(), ring.head() - 1);
    }

    private void makeRoom() {
        for (int tries = 0; ring.isFull() && tries < 10_000; tries++) {
            long oldest = ring.tail();
            int carrier = ring.buffer().getInt(ring.at(oldest) + CARRIER);
            if (carriers.newest(carrier) == oldest) {
                ring.buffer().putByte(ring.at(oldest) + CARRIED, (byte) 1);
                ring.keepOldest();
                carriers.newest(carrier, ring.head() - 1);
            } else {
                ring.dropOldest();
            }
            evicted.increment();
        }
        if (ring.isFull()) {
            throw new IllegalStateException("more carriers than usage is kept: views.transfers is too small");
        }
    }

    @Override
    public MoneyStore.Balances statement(int carrierId, long fromMicros, long toMicros, Consumer<UsageLine> lines) {
        List<UsageLine> found = new ArrayList<>();
        long position = carriers.newest(carrierId);
        long opening = 0;
        long closing = 0;
        boolean isClosed = false;
        boolean isCut = false;
        while (position != Chains.NONE) {
            int at = ring.at(position);
            UsageLine line = read(at);
            boolean carried = ring.buffer().getByte(at + CARRIED) != 0;
            long before = ring.buffer().getLong(at + BEFORE);
            if (!ring.holds(position)) {
                isCut = true;
                break;
            }
            if (!isClosed && (line.atMicros() < toMicros || carried)) {
                closing = line.balanceMicros();
                isClosed = true;
            }
            opening = line.balanceMicros();
            if (carried || line.atMicros() < fromMicros) {
                isCut = carried && line.atMicros() >= fromMicros;
                break;
            }
            opening -= line.amountMicros();
            if (isClosed) {
                found.add(line);
            }
            position = before;
        }
        Collections.reverse(found);
        found.forEach(lines);
        return new MoneyStore.Balances(opening, isClosed ? closing : opening, isCut);
    }

    private UsageLine read(int at) {
        UnsafeBuffer buffer = ring.buffer();
        byte[] noted = new byte[Math.min(NOTE_MOST, buffer.getByte(at + NOTE_LENGTH) & 0xff)];
        buffer.getBytes(at + NOTE, noted);
        return new UsageLine(
                UsageKind.get(buffer.getByte(at + KIND)),
                buffer.getLong(at + TIME),
                buffer.getLong(at + CALL),
                buffer.getInt(at + CARRIER),
                buffer.getInt(at + SELLER),
                buffer.getInt(at + CAMPAIGN),
                buffer.getInt(at + BUYER),
                buffer.getInt(at + ORDER),
                buffer.getInt(at + NUMBER),
                buffer.getInt(at + POOL),
                buffer.getInt(at + UNITS),
                buffer.getInt(at + DAY),
                buffer.getLong(at + AMOUNT),
                buffer.getLong(at + BALANCE),
                new String(noted, StandardCharsets.UTF_8));
    }
}
