package io.gavel.core.score;

import io.gavel.message.ScoreKind;

/** What is known of a call at its billable second beside what was: packed into one number, and as features. Pure. */
final class LastFeatures {
    private static final ScoreKind[] KINDS = {
        ScoreKind.RUNG,
        ScoreKind.WAIT,
        ScoreKind.ORDER,
        ScoreKind.TALK,
        ScoreKind.SILENCE,
        ScoreKind.OVERLAP,
        ScoreKind.FIRST
    };

    /** At most. */
    static final int MOST = KINDS.length;

    private static final int VOICE_AT = 16;
    private static final int VOICE_MASK = 0x7fff;

    private LastFeatures() {}

    /** {@code voice}: fifteen bits, as {@link Scores#judgeLast} says. */
    static long pack(int orderId, int rung, long waitSeconds, int voice) {
        long wait = waited(waitSeconds);
        return Math.min(255, rung) | wait << 8 | ((long) voice & VOICE_MASK) << VOICE_AT | (long) orderId << 32;
    }

    /** Their slots, from the first on; how many. */
    static int slots(long known, short[] slots) {
        slots[0] = Subject.slot(ScoreKind.RUNG.value() << 8, known & 0xff);
        slots[1] = Subject.slot(ScoreKind.WAIT.value() << 8, known >> 8 & 0xff);
        slots[2] = Subject.slot(ScoreKind.ORDER.value() << 8 | 3, known >> 32);
        int voice = (int) (known >> VOICE_AT) & VOICE_MASK;
        if (voice >> 14 == 0) {
            return 3;
        }
        slots[3] = Subject.slot(ScoreKind.TALK.value() << 8, voice & 0xf);
        slots[4] = Subject.slot(ScoreKind.SILENCE.value() << 8, voice >> 4 & 0xf);
        slots[5] = Subject.slot(ScoreKind.OVERLAP.value() << 8, voice >> 8 & 0xf);
        slots[6] = Subject.slot(ScoreKind.FIRST.value() << 8, voice >> 12 & 3);
        return MOST;
    }

    /** What each of them says. */
    static void explain(OnlineModel model, short[] slots, int size, Reasons reasons) {
        reasons.clear();
        for (int i = 0; i < size; i++) {
            reasons.add((short) (KINDS[i].value() << 8), model.weight(slots[i]));
        }
    }

    /** Two steps to each doubling. */
    private static long waited(long seconds) {
        long size = Math.max(1, Math.min(seconds, 1 << 20));
        int top = 63 - Long.numberOfLeadingZeros(size);
        return 2L * top + (top == 0 ? 0 : size >> (top - 1) & 1);
    }
}
