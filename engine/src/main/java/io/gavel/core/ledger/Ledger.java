package io.gavel.core.ledger;

import io.gavel.message.AccountKind;
import io.gavel.message.AccountVisitor;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's door. Double entry: each movement adds to one account what it takes from others, so {@link #sum} is always
 * zero. A buyer owes what its balance is below zero. Micro-units; core thread only; allocates only for a new account.
 *
 * <p>Amounts beyond {@link #MOST_MICROS} are a bug of the caller and throw {@link IllegalArgumentException}, as does taking out
 * of a hold what is not in it: nothing has moved then.
 */
public final class Ledger {
    /** No single amount is larger: a million millions. */
    public static final long MOST_MICROS = 1_000_000_000_000_000_000L;

    private final Int2ObjectHashMap<Account> buyers = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Account> sellers = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Account> carriers = new Int2ObjectHashMap<>();
    private final Account house = new Account();
    private final Account bank = new Account();
    private final Account advertising = new Account();

    /** What the buyer can still spend: credit, less what it owes, less what is held. No limit stays no limit. */
    public long available(int buyerId, long creditMicros) {
        if (creditMicros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        Account buyer = buyers.get(buyerId);
        return buyer == null ? creditMicros : creditMicros + buyer.balanceMicros - buyer.heldMicros;
    }

    /** Promises money of the buyer to an award. Whether it may is the caller's to ask first ({@link #available}). */
    public void hold(int buyerId, long priceMicros) {
        check(priceMicros);
        Account buyer = account(buyers, buyerId);
        buyer.heldMicros = Math.addExact(buyer.heldMicros, priceMicros);
    }

    /** Voids a hold, or a part of what is held. */
    public void release(int buyerId, long priceMicros) {
        unhold(account(buyers, buyerId), priceMicros);
    }

    /** Turns a hold into a transfer: the buyer pays the price, the seller gets the payout, the house the rest. */
    public void post(int buyerId, int sellerId, long priceMicros, long payoutMicros) {
        check(payoutMicros);
        Account buyer = account(buyers, buyerId);
        unhold(buyer, priceMicros);
        move(buyer, account(sellers, sellerId), priceMicros, payoutMicros);
    }

    /** Undoes a transfer: a returned lead. */
    public void reverse(int buyerId, int sellerId, long priceMicros, long payoutMicros) {
        check(priceMicros);
        check(payoutMicros);
        move(account(buyers, buyerId), account(sellers, sellerId), -priceMicros, -payoutMicros);
    }

    /** The house owes a carrier more. */
    public void usage(int carrierId, long amountMicros) {
        check(amountMicros);
        Account carrier = account(carriers, carrierId);
        long balance = Math.addExact(carrier.balanceMicros, amountMicros);
        house.balanceMicros = Math.subtractExact(house.balanceMicros, amountMicros);
        carrier.balanceMicros = balance;
    }

    /** The house spent more on ads, or (below zero) less than was thought. */
    public void spend(long amountMicros) {
        check(Math.abs(Math.max(amountMicros, -Long.MAX_VALUE)));
        long balance = Math.addExact(advertising.balanceMicros, amountMicros);
        house.balanceMicros = Math.subtractExact(house.balanceMicros, amountMicros);
        advertising.balanceMicros = balance;
    }

    /**
     * Money that came from a buyer, seller or carrier (above zero) or went to it (below zero), outside of the exchange.
     *
     * @param kind BUYER, SELLER or CARRIER
     */
    public void payment(AccountKind kind, int id, long amountMicros) {
        check(Math.abs(Math.max(amountMicros, -Long.MAX_VALUE)));
        Account account = switch (kind) {
            case BUYER -> account(buyers, id);
            case SELLER -> account(sellers, id);
            case CARRIER -> account(carriers, id);
            default -> throw new IllegalArgumentException("nobody pays into " + kind);
        };
        long balance = Math.addExact(account.balanceMicros, amountMicros);
        bank.balanceMicros = Math.subtractExact(bank.balanceMicros, amountMicros);
        account.balanceMicros = balance;
    }

    /** Until when a seller or carrier was paid out, microseconds; 0: never. */
    public long paidUntil(AccountKind kind, int id) {
        Account account = kind == AccountKind.SELLER ? sellers.get(id) : carriers.get(id);
        return account == null ? 0 : account.paidUntilMicros;
    }

    /** Pays a seller or carrier out: this much of what it is owed, for all up to a moment. */
    public void payOut(AccountKind kind, int id, long amountMicros, long untilMicros) {
        check(amountMicros);
        payment(kind, id, -amountMicros);
        account(kind == AccountKind.SELLER ? sellers : carriers, id).paidUntilMicros = untilMicros;
    }

    /** Above zero: the exchange owes it to them. An account that nothing moved yet is at 0. */
    public long balance(AccountKind kind, int id) {
        @Nullable
        Account account = switch (kind) {
            case BUYER -> buyers.get(id);
            case SELLER -> sellers.get(id);
            case HOUSE -> house;
            case BANK -> bank;
            case CARRIER -> carriers.get(id);
            case ADVERTISING -> advertising;
            case NULL_VAL -> null;
        };
        return account == null ? 0 : account.balanceMicros;
    }

    /** What is promised to open awards. */
    public long held(int buyerId) {
        Account buyer = buyers.get(buyerId);
        return buyer == null ? 0 : buyer.heldMicros;
    }

    /** The sum of all balances: always 0. Adds them up, so it is for tests and checks. */
    public long sum() {
        long sum = house.balanceMicros + bank.balanceMicros + advertising.balanceMicros;
        for (int id : ids(carriers)) {
            sum += balance(AccountKind.CARRIER, id);
        }
        for (int id : ids(buyers)) {
            sum += balance(AccountKind.BUYER, id);
        }
        for (int id : ids(sellers)) {
            sum += balance(AccountKind.SELLER, id);
        }
        return sum;
    }

    /** House, buyers, sellers, bank, carriers, advertising; ids ascending. */
    public void accounts(AccountVisitor visitor) {
        visitor.account(AccountKind.HOUSE, 0, house.balanceMicros, 0);
        for (int id : ids(buyers)) {
            visitor.account(AccountKind.BUYER, id, balance(AccountKind.BUYER, id), held(id));
        }
        for (int id : ids(sellers)) {
            visitor.account(AccountKind.SELLER, id, balance(AccountKind.SELLER, id), 0);
        }
        visitor.account(AccountKind.BANK, 0, bank.balanceMicros, 0);
        for (int id : ids(carriers)) {
            visitor.account(AccountKind.CARRIER, id, balance(AccountKind.CARRIER, id), 0);
        }
        if (advertising.balanceMicros != 0) {
            visitor.account(AccountKind.ADVERTISING, 0, advertising.balanceMicros, 0);
        }
    }

    public void writeState(StateWriter out) {
        out.putLong(house.balanceMicros);
        out.putLong(bank.balanceMicros);
        out.putLong(advertising.balanceMicros);
        write(buyers, out);
        write(sellers, out);
        write(carriers, out);
    }

    /** Into a ledger that is new. */
    public void readState(StateReader in) {
        house.balanceMicros = in.getLong();
        bank.balanceMicros = in.getLong();
        advertising.balanceMicros = in.getLong();
        read(buyers, in);
        read(sellers, in);
        read(carriers, in);
    }

    private void move(Account buyer, Account seller, long priceMicros, long payoutMicros) {
        buyer.balanceMicros = Math.subtractExact(buyer.balanceMicros, priceMicros);
        seller.balanceMicros = Math.addExact(seller.balanceMicros, payoutMicros);
        house.balanceMicros = Math.addExact(house.balanceMicros, priceMicros - payoutMicros);
    }

    private static void unhold(Account buyer, long priceMicros) {
        check(priceMicros);
        if (priceMicros > buyer.heldMicros) {
            throw new IllegalArgumentException(priceMicros + " of " + buyer.heldMicros + " held");
        }
        buyer.heldMicros -= priceMicros;
    }

    private static void check(long amountMicros) {
        if (amountMicros < 0 || amountMicros > MOST_MICROS) {
            throw new IllegalArgumentException("amount " + amountMicros);
        }
    }

    private static Account account(Int2ObjectHashMap<Account> accounts, int id) {
        Account account = accounts.get(id);
        if (account == null) {
            account = new Account();
            accounts.put(id, account);
        }
        return account;
    }

    private static int[] ids(Int2ObjectHashMap<Account> accounts) {
        int[] ids = new int[accounts.size()];
        int size = 0;
        for (Int2ObjectHashMap<Account>.KeyIterator keys = accounts.keySet().iterator(); keys.hasNext(); ) {
            ids[size++] = keys.nextInt();
        }
        Arrays.sort(ids);
        return ids;
    }

    private static void write(Int2ObjectHashMap<Account> accounts, StateWriter out) {
        int[] ids = ids(accounts);
        out.putInt(ids.length);
        for (int id : ids) {
            Account account = account(accounts, id);
            out.putInt(id);
            out.putLong(account.balanceMicros);
            out.putLong(account.heldMicros);
            out.putLong(account.paidUntilMicros);
        }
    }

    private static void read(Int2ObjectHashMap<Account> accounts, StateReader in) {
        for (int n = in.getInt(); n > 0; n--) {
            Account account = account(accounts, in.getInt());
            account.balanceMicros = in.getLong();
            account.heldMicros = in.getLong();
            account.paidUntilMicros = in.getLong();
        }
    }
}
