package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.memory.History;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.collections.Long2LongHashMap;

/**
 * The memory of callers, by campaign and by each way that they are known: when they called, who had them, and whether that was
 * billed. A caller is remembered for the campaign's duplicate window, at most {@value #MOST_DAYS} days, and a million of them.
 */
final class Repeats {
    static final int MOST_DAYS = 30;

    private static final long MICROS = 1_000_000;
    private static final long LIFE_MICROS = MOST_DAYS * 86_400 * MICROS;
    private static final int LIMIT = 1 << 20;
    private static final int NONE = -1;

    private static final int KEY = 0;
    private static final int AT = 1;
    /** The order in the upper half, 0: nobody had the caller; in the lower 1 if it was billed. */
    private static final int HAD = 2;

    private final History history = new History(3);
    private final Long2LongHashMap latest = new Long2LongHashMap(NONE);

    /** A caller comes; whether it is one who came before. */
    boolean arrive(Auction call, Campaign campaign, long nowMicros) {
        boolean known = find(call, campaign, nowMicros) >= 0;
        if (!known) {
            remember(call, campaign, 0, nowMicros);
        }
        return known;
    }

    /** This order has the caller. */
    void connected(Auction call, Campaign campaign, int orderId, long nowMicros) {
        if (orderOf(find(call, campaign, nowMicros)) != orderId) {
            remember(call, campaign, orderId, nowMicros);
        }
    }

    /** And pays for it. */
    void billed(Auction call, Campaign campaign, int orderId, long nowMicros) {
        for (int i = 0; i < campaign.duplicateFields(); i++) {
            long record = find(call, campaign, campaign.duplicateField(i), nowMicros);
            if (orderOf(record) == orderId) {
                history.set(record, HAD, History.pair(orderId, 1));
            }
        }
    }

    /** The latest record of this caller within the campaign's window, or -1. */
    long find(Auction call, Campaign campaign, long nowMicros) {
        for (int i = 0; i < campaign.duplicateFields(); i++) {
            long record = find(call, campaign, campaign.duplicateField(i), nowMicros);
            if (record >= 0) {
                return record;
            }
        }
        return NONE;
    }

    /** Who had the caller, 0: nobody. */
    int orderOf(long record) {
        return record < 0 ? 0 : (int) (history.get(record, HAD) >> 32);
    }

    boolean isBilled(long record) {
        return record >= 0 && (int) history.get(record, HAD) == 1;
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return history.footprint() + History.footprint(latest);
    }

    void writeState(StateWriter out) {
        history.writeState(out);
    }

    void readState(StateReader in) {
        history.readState(in);
        latest.clear();
        for (long record = history.start(); record < history.end(); record++) {
            latest.put(history.get(record, KEY), record);
        }
    }

    private long find(Auction call, Campaign campaign, int fieldId, long nowMicros) {
        long window = Math.min(LIFE_MICROS, campaign.duplicateSeconds() * MICROS);
        for (int i = 0; window > 0 && i < call.persons; i++) {
            if (call.personFields[i] == fieldId) {
                long record = latest.get(key(campaign, fieldId, call.personKeys[i]));
                if (record >= 0 && nowMicros - history.get(record, AT) < window) {
                    return record;
                }
            }
        }
        return NONE;
    }

    private void remember(Auction call, Campaign campaign, int orderId, long nowMicros) {
        forget(nowMicros);
        for (int i = 0; campaign.duplicateSeconds() > 0 && i < campaign.duplicateFields(); i++) {
            for (int k = 0; k < call.persons; k++) {
                if (call.personFields[k] == campaign.duplicateField(i)) {
                    long key = key(campaign, call.personFields[k], call.personKeys[k]);
                    long record = history.append();
                    history.set(record, KEY, key);
                    history.set(record, AT, nowMicros);
                    history.set(record, HAD, History.pair(orderId, 0));
                    latest.put(key, record);
                }
            }
        }
    }

    /** At most a few at a time, so that no call pays for a month's silence. */
    private void forget(long nowMicros) {
        for (int i = 0; i < 4 && history.size() > 0 && isOld(nowMicros); i++) {
            long oldest = history.start();
            long key = history.get(oldest, KEY);
            if (latest.get(key) == oldest) {
                latest.remove(key);
            }
            history.forget();
        }
    }

    private boolean isOld(long nowMicros) {
        return history.size() >= LIMIT || nowMicros - history.get(history.start(), AT) > LIFE_MICROS;
    }

    private static long key(Campaign campaign, int fieldId, long personKey) {
        return Duplicates.key(Duplicates.campaign(campaign.id()), fieldId, personKey);
    }
}
