package io.gavel.view;

import io.gavel.message.AccountKind;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.TransferKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The transfers, in a ring; each names the one before of the same buyer and of the same seller, and has the balances after
 * it. The newest of an account is never given up, so no balance is: it is carried forward, and no list shows it any more.
 */
final class Transfers implements MoneyStore {
    static final int RECORD = 160;
    private static final int STAMP = 0;
    private static final int TIME = 8;
    private static final int LEAD = 16;
    private static final int PING = 24;
    private static final int PRICE = 32;
    private static final int PAYOUT = 40;
    private static final int BUYER_BALANCE = 48;
    private static final int SELLER_BALANCE = 56;
    private static final int BUYER_BEFORE = 64;
    private static final int SELLER_BEFORE = 72;
    private static final int BUYER = 80;
    private static final int ORDER = 84;
    private static final int SELLER = 88;
    private static final int CAMPAIGN = 92;
    private static final int KIND = 96;
    private static final int CARRIED = 97;
    private static final int NOTE_LENGTH = 98;
    private static final int NOTE = 100;
    private static final int NOTE_MOST = RECORD - NOTE;

    private final Ring ring;
    private final LongAdder evicted;
    private final Chains buyers = new Chains();
    private final Chains sellers = new Chains();
    private final byte[] note = new byte[1024];

    Transfers(Ring ring, LongAdder evicted) {
        this.ring = ring;
        this.evicted = evicted;
        linkAll();
    }

    private void linkAll() {
        buyers.clear();
        sellers.clear();
        for (long position = ring.tail(); position < ring.head(); position++) {
            link(position);
        }
    }

    /** Forgets what moved from a stamp on. */
    void forget(long stamp) {
        ring.cut(stamp, STAMP);
        linkAll();
    }

    void moved(long stamp, long timeMicros, MoneyMovedDecoder money) {
        if (stamp <= ring.applied()) {
            return;
        }
        if (ring.isNews(stamp, STAMP)) {
            makeRoom();
            append(stamp, timeMicros, money);
        }
        ring.applied(stamp);
    }

    private void append(long stamp, long timeMicros, MoneyMovedDecoder money) {
        UnsafeBuffer buffer = ring.buffer();
        int buyerId = money.buyerId();
        int sellerId = money.sellerId();
        int at = ring.next();
        buffer.putLong(at + STAMP, stamp);
        buffer.putLong(at + TIME, timeMicros);
        buffer.putLong(at + LEAD, money.leadId());
        buffer.putLong(at + PING, money.pingId());
        buffer.putLong(at + PRICE, money.priceMicros());
        buffer.putLong(at + PAYOUT, money.payoutMicros());
        buffer.putLong(at + BUYER_BALANCE, balance(buyers, buyerId, BUYER_BALANCE));
        buffer.putLong(at + SELLER_BALANCE, balance(sellers, sellerId, SELLER_BALANCE));
        buffer.putLong(at + BUYER_BEFORE, buyers.newest(buyerId));
        buffer.putLong(at + SELLER_BEFORE, sellers.newest(sellerId));
        buffer.putInt(at + BUYER, buyerId);
        buffer.putInt(at + ORDER, money.orderId());
        buffer.putInt(at + SELLER, sellerId);
        buffer.putInt(at + CAMPAIGN, money.campaignId());
        buffer.putByte(at + KIND, (byte) money.kind().value());
        money.skipSource();
        int length = Texts.wholeCharacters(note, money.getNote(note, 0, note.length), NOTE_MOST);
        buffer.putByte(at + NOTE_LENGTH, (byte) length);
        buffer.putBytes(at + NOTE, note, 0, length);
        book(at);
        ring.commit();
        link(ring.head() - 1);
    }

    /** Adds a written record to the balances before it. */
    private void book(int at) {
        Transfer transfer = read(at);
        if (transfer.buyerId() != 0) {
            ring.buffer().putLong(at + BUYER_BALANCE, transfer.buyerBalanceMicros() + delta(transfer, true));
        }
        if (transfer.sellerId() != 0) {
            ring.buffer().putLong(at + SELLER_BALANCE, transfer.sellerBalanceMicros() + delta(transfer, false));
        }
    }

    private long balance(Chains chains, int owner, int field) {
        long newest = owner == 0 ? Chains.NONE : chains.newest(owner);
        return newest == Chains.NONE ? 0 : ring.buffer().getLong(ring.at(newest) + field);
    }

    /** An account 0 is nobody's: payments have only one side. */
    private void link(long position) {
        int at = ring.at(position);
        int buyerId = ring.buffer().getInt(at + BUYER);
        int sellerId = ring.buffer().getInt(at + SELLER);
        if (buyerId != 0 && !isOlder(position, buyers.newest(buyerId))) {
            buyers.newest(buyerId, position);
        }
        if (sellerId != 0 && !isOlder(position, sellers.newest(sellerId))) {
            sellers.newest(sellerId, position);
        }
    }

    /** A carried record lies further on than younger ones of its other side. */
    private boolean isOlder(long position, long newest) {
        return newest != Chains.NONE
                && ring.holds(newest)
                && ring.buffer().getLong(ring.at(position) + STAMP)
                        < ring.buffer().getLong(ring.at(newest) + STAMP);
    }

    private void makeRoom() {
        for (int tries = 0; ring.isFull() && tries < 10_000; tries++) {
            long oldest = ring.tail();
            int at = ring.at(oldest);
            boolean needed = buyers.newest(ring.buffer().getInt(at + BUYER)) == oldest
                    || sellers.newest(ring.buffer().getInt(at + SELLER)) == oldest;
            if (needed) {
                ring.buffer().putByte(at + CARRIED, (byte) 1);
                ring.keepOldest();
                link(ring.head() - 1);
            } else {
                ring.dropOldest();
            }
            evicted.increment();
        }
        if (ring.isFull()) {
            throw new IllegalStateException("more accounts than transfers are kept: views.transfers is too small");
        }
    }

    @Override
    public Balances statement(
            AccountKind kind, int accountId, long fromMicros, long toMicros, Consumer<Transfer> lines) {
        boolean isBuyer = kind == AccountKind.BUYER;
        int balanceAt = isBuyer ? BUYER_BALANCE : SELLER_BALANCE;
        int beforeAt = isBuyer ? BUYER_BEFORE : SELLER_BEFORE;
        List<Transfer> found = new ArrayList<>();
        long position = (isBuyer ? buyers : sellers).newest(accountId);
        long closing = 0;
        long opening = 0;
        boolean isClosed = false;
        boolean isCut = false;
        while (position != Chains.NONE) {
            int at = ring.at(position);
            Transfer transfer = read(at);
            boolean carried = ring.buffer().getByte(at + CARRIED) != 0;
            long balance = ring.buffer().getLong(at + balanceAt);
            long before = ring.buffer().getLong(at + beforeAt);
            if (!ring.holds(position)) {
                isCut = true;
                break;
            }
            if (!isClosed && (transfer.atMicros() < toMicros || carried)) {
                closing = balance;
                isClosed = true;
            }
            opening = balance;
            if (carried || transfer.atMicros() < fromMicros) {
                isCut = carried && transfer.atMicros() >= fromMicros;
                break;
            }
            opening -= delta(transfer, isBuyer);
            if (isClosed) {
                found.add(transfer);
            }
            position = before;
        }
        if (!isClosed) {
            closing = opening;
        }
        Collections.reverse(found);
        found.forEach(lines);
        return new Balances(opening, closing, isCut);
    }

    private static long delta(Transfer transfer, boolean isBuyer) {
        if (transfer.kind() == TransferKind.PAYMENT) {
            return isBuyer ? -transfer.priceMicros() : transfer.priceMicros();
        }
        return isBuyer ? transfer.priceMicros() : transfer.payoutMicros();
    }

    @Override
    public Page<Transfer> sales(int buyerId, long fromMicros, long toMicros, int limit, long after) {
        List<Transfer> items = new ArrayList<>();
        long position = after == 0 ? buyers.newest(buyerId) : after - 1;
        while (position != Chains.NONE && ring.holds(position)) {
            int at = ring.at(position);
            Transfer transfer = read(at);
            boolean ends = ring.buffer().getByte(at + CARRIED) != 0 || transfer.buyerId() != buyerId;
            long before = ring.buffer().getLong(at + BUYER_BEFORE);
            if (!ring.holds(position) || ends || transfer.atMicros() < fromMicros) {
                break;
            }
            if (transfer.kind() == TransferKind.SALE && transfer.atMicros() < toMicros) {
                if (items.size() == limit) {
                    return new Page<>(items, position + 1);
                }
                items.add(transfer);
            }
            position = before;
        }
        return new Page<>(items, 0);
    }

    @Override
    public Page<Transfer> trades(long fromMicros, long toMicros, int limit, long after) {
        List<Transfer> items = new ArrayList<>();
        for (long position = after == 0 ? ring.head() - 1 : after - 1; ring.holds(position); position--) {
            int at = ring.at(position);
            Transfer transfer = read(at);
            boolean carried = ring.buffer().getByte(at + CARRIED) != 0; // not in the order of time
            if (!ring.holds(position) || (!carried && transfer.atMicros() < fromMicros)) {
                break;
            }
            if (!carried && transfer.kind() != TransferKind.PAYMENT && transfer.atMicros() < toMicros) {
                if (items.size() == limit) {
                    return new Page<>(items, position + 1);
                }
                items.add(transfer);
            }
        }
        return new Page<>(items, 0);
    }

    private Transfer read(int at) {
        UnsafeBuffer buffer = ring.buffer();
        return new Transfer(
                TransferKind.get(buffer.getByte(at + KIND)),
                buffer.getLong(at + TIME),
                buffer.getLong(at + LEAD),
                buffer.getLong(at + PING),
                buffer.getInt(at + ORDER),
                buffer.getInt(at + BUYER),
                buffer.getInt(at + SELLER),
                buffer.getInt(at + CAMPAIGN),
                buffer.getLong(at + PRICE),
                buffer.getLong(at + PAYOUT),
                buffer.getLong(at + BUYER_BALANCE),
                buffer.getLong(at + SELLER_BALANCE),
                note(at));
    }

    private String note(int at) {
        int length = Math.min(NOTE_MOST, ring.buffer().getByte(at + NOTE_LENGTH) & 0xff);
        if (length == 0) {
            return "";
        }
        byte[] bytes = new byte[length];
        ring.buffer().getBytes(at + NOTE, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
